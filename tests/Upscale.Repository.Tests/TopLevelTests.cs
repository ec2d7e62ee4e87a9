namespace Upscale.Repository.Tests;

public sealed class TopLevelTests
{
    private static readonly string[] Allowed =
        ["Directory.Packages.props", "LICENSE", "README.md", "Upscale.Build.sln", "artifacts", "build", "samples", "src", "tests"];

    [Fact]
    public void The_top_level_holds_nothing_but_what_is_agreed()
    {
        var others = Directory.EnumerateFileSystemEntries(Checkout.Root)
            .Select(entry => Path.GetFileName(entry))
            .Where(name => !name.StartsWith('.'))
            .Except(Allowed, StringComparer.Ordinal);

        Assert.Empty(others);
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = File.ReadAllText(Checkout.Locate("Upscale.Build.sln"));
        var missing = new[] { "src", "tests", "samples" }
            .SelectMany(folder => SourceFile.Files(folder, "*.csproj"))
            .Where(project => !solution.Contains(Path.GetFileName(project), StringComparison.Ordinal));

        Assert.Empty(missing);
    }
}
