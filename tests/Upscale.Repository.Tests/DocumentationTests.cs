using System.Text.RegularExpressions;

namespace Upscale.Repository.Tests;

public sealed partial class DocumentationTests
{
    [Fact]
    public void Every_public_type_of_a_library_is_documented()
    {
        var undocumented =
            from file in SourceFile.In("src")
            from index in Enumerable.Range(0, file.Lines.Count)
            where PublicType().IsMatch(file.Lines[index]) && !IsDocumented(file.Lines, index)
            select $"{file.Name}({index + 1}): {file.Lines[index]}";

        Assert.Empty(undocumented);
    }

    private static bool IsDocumented(IReadOnlyList<string> lines, int index)
    {
        while (index > 0 && lines[index - 1].StartsWith('['))
        {
            index--;
        }

        return index > 0 && lines[index - 1].StartsWith("///", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^public .*\b(class|struct|record|enum|interface|delegate) ")]
    private static partial Regex PublicType();
}
