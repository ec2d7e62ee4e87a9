namespace Upscale.Repository.Tests;

public sealed class NamespaceTests
{
    [Theory]
    [InlineData("src")]
    [InlineData("tests")]
    public void A_files_namespace_is_its_folder(string folder)
    {
        var misplaced = SourceFile.In(folder)
            .Select(file => (file.Name, Actual: Declared(file), Expected: Expected(file)))
            .Where(file => file.Actual is not null && !file.Actual.StartsWith("System", StringComparison.Ordinal) && file.Actual != file.Expected)
            .Select(file => $"{file.Name}: {file.Actual}, expected {file.Expected}");

        Assert.Empty(misplaced);
    }

    private static string? Declared(SourceFile file) => file.Lines
        .FirstOrDefault(line => line.StartsWith("namespace ", StringComparison.Ordinal))?["namespace ".Length..].TrimEnd(';');

    private static string Expected(SourceFile file) => file.Project == "Upscale.Onnx"
        ? file.Project
        : string.Join('.', file.Name.Split('/')[1..^1]);
}
