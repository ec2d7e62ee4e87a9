namespace Upscale.Samples.Tests.Page;

public sealed class PageProgramTests
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "GlyphPage.dll");

    [Fact]
    public void The_program_finds_a_character_again_and_compares_both_networks()
    {
        var result = ChildProcess.Dotnet(Program).Run();

        Assert.True(result.ExitCode == 0, result.Transcript);
        var lines = result.Output.Split('\n');
        Assert.All(lines, line => Assert.True(line.Length <= 120, line));
        Assert.Contains(lines, line => line.Contains("picked:", StringComparison.Ordinal));
        foreach (var figure in new[] { "parameters", "multiply-adds", "file size", "latency", "precision", "recall", "read right", "found again" })
        {
            Assert.Contains(lines, line => line.StartsWith(figure, StringComparison.Ordinal) && line.EndsWith('%'));
        }
    }

    [Fact]
    public void The_same_page_is_read_the_same_each_time()
    {
        var first = ChildProcess.Dotnet(Program, "find", "3", "2").Run();
        var second = ChildProcess.Dotnet(Program, "find", "3", "2").Run();

        Assert.True(first.ExitCode == 0, first.Transcript);
        Assert.Equal(first.Output, second.Output);
    }

    [Theory]
    [InlineData("find", "0", "99")]
    [InlineData("find", "0", "0")]
    [InlineData("find", "-1", "1")]
    [InlineData("find", "one", "1")]
    [InlineData("find", "0")]
    [InlineData("generate", "--count", "1")]
    [InlineData("read")]
    public void What_the_program_does_not_understand_is_answered_with_its_usage(params string[] arguments)
    {
        var result = ChildProcess.Dotnet([Program, .. arguments]).Run();

        Assert.Equal(1, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.StartsWith("usage:", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_generated_data_set_has_the_shapes_that_training_reads()
    {
        using var folder = new TemporaryDirectory();
        var result = ChildProcess.Dotnet(Program, "generate", "--count", "3", "--seed", "5", "--out", folder.Locate("pages.npy")).Run();

        Assert.True(result.ExitCode == 0, result.Transcript);
        Assert.Equal(128 + (3 * 96 * 96), new FileInfo(folder.Locate("pages.npy")).Length);
        Assert.Equal(128 + (3 * 10 * 3), new FileInfo(folder.Locate("pages.labels.npy")).Length);
    }
}
