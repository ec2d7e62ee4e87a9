namespace Upscale.Repository.Tests;

public sealed class FileTests
{
    private const int MostLines = 300;

    private static readonly string[] VagueWords = ["Utils", "Utility", "Helper", "Helpers", "Manager", "Impl"];

    public static TheoryData<string> Folders => ["src", "tests", "samples"];

    [Theory]
    [MemberData(nameof(Folders))]
    public void No_file_is_longer_than_the_cap(string folder)
    {
        var tooLong = SourceFile.In(folder).Where(file => file.Lines.Count > MostLines).Select(file => $"{file.Name}: {file.Lines.Count} lines");

        Assert.Empty(tooLong);
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void No_file_has_a_vague_name(string folder)
    {
        var vague = SourceFile.In(folder)
            .Where(file => VagueWords.Any(word => Path.GetFileNameWithoutExtension(file.Path).EndsWith(word, StringComparison.Ordinal)))
            .Select(file => file.Name);

        Assert.Empty(vague);
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Nothing_is_left_for_later(string folder)
    {
        var marks = new[] { "TO" + "DO", "FIX" + "ME", "NotImplemented" + "Exception" };
        var unfinished = SourceFile.In(folder).Where(file => marks.Any(file.Mentions)).Select(file => file.Name);

        Assert.Empty(unfinished);
    }
}
