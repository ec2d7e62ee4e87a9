using System.Text.RegularExpressions;

namespace Upscale.Repository.Tests;

public sealed partial class DiagnosticsPageTests
{
    private static readonly string[] Page = File.ReadAllLines(Checkout.Locate("src", "DIAGNOSTICS.md"));

    [Fact]
    public void Every_code_of_the_source_is_on_the_page_and_no_other() =>
        Assert.Equal(Emitted().Distinct().Order(StringComparer.Ordinal), Rows().Select(row => row.Code));

    [Fact]
    public void Every_code_has_a_cause_a_fix_and_an_anchor()
    {
        var rows = Rows();

        Assert.All(rows, row =>
        {
            Assert.Equal(row.Code.ToLowerInvariant(), row.Anchor);
            Assert.EndsWith(".", row.Cause, StringComparison.Ordinal);
            Assert.EndsWith(".", row.Fix, StringComparison.Ordinal);
        });
        Assert.Equal(rows.Length, Page.Count(line => line.Contains("<a id", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_code_that_documentation_names_is_on_the_page()
    {
        var known = Rows().Select(row => row.Code).ToHashSet(StringComparer.Ordinal);
        var texts = SourceFile.In("src").SelectMany(file => file.Lines.Where(IsDocumentation).Select(line => (file.Name, line)))
            .Concat(File.ReadAllLines(Checkout.Locate("README.md")).Select(line => (Name: "README.md", line)));

        Assert.Empty(
            from text in texts
            from match in Code().Matches(text.line)
            where !known.Contains(match.Value)
            select $"{text.Name}: {match.Value}");
    }

    [Fact]
    public void The_README_names_every_group_of_codes()
    {
        var readme = File.ReadAllText(Checkout.Locate("README.md"));

        Assert.All(Rows().Select(row => row.Code[..5] + "nn").Distinct(), group => Assert.Contains($"| {group} |", readme, StringComparison.Ordinal));
        Assert.Contains("src/DIAGNOSTICS.md", readme, StringComparison.Ordinal);
    }

    [Fact]
    public void No_code_is_declared_for_nothing()
    {
        var files = SourceFile.In("src");
        var unused =
            from file in files
            from line in file.Lines
            let declared = Declaration().Match(line)
            where declared.Success && !files.Any(other => other.Lines.Any(use => use != line && Mentions(use, declared.Groups["name"].Value)))
            select $"{file.Name}: {line.Trim()}";

        Assert.Empty(unused);
    }

    private static bool Mentions(string line, string name) => !IsDocumentation(line) && Regex.IsMatch(line, $@"\b{name}\b");

    private static bool IsDocumentation(string line) => line.TrimStart().StartsWith("///", StringComparison.Ordinal);

    private static IEnumerable<string> Emitted() =>
        from file in SourceFile.In("src")
        from line in file.Lines
        where !IsDocumentation(line)
        from match in Literal().Matches(line)
        select match.Groups["code"].Value;

    private static (string Code, string Anchor, string Cause, string Fix)[] Rows() =>
    [
        .. Page.Select(line => Row().Match(line)).Where(match => match.Success).Select(match =>
            (match.Groups["code"].Value, match.Groups["anchor"].Value, match.Groups["cause"].Value, match.Groups["fix"].Value)),
    ];

    [GeneratedRegex(@"\bUPS\d{4}\b")]
    private static partial Regex Code();

    [GeneratedRegex(@"""(?<code>UPS\d{4})""")]
    private static partial Regex Literal();

    [GeneratedRegex(@"const string (?<name>\w+) = ""UPS\d{4}"";")]
    private static partial Regex Declaration();

    [GeneratedRegex(@"^\| <a id=""(?<anchor>\w+)""></a>(?<code>UPS\d{4}) \| (?<cause>[^|]+?) \| (?<fix>[^|]+?) \|$")]
    private static partial Regex Row();
}
