using Upscale.Onnx;

namespace Upscale.Cli.Tests;

public sealed class StagedOutputsTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Files_appear_on_commit_and_not_before()
    {
        using var outputs = new StagedOutputs();
        outputs.Add(_folder.Locate("a.txt"), "a");
        outputs.Add(_folder.Locate("b.txt"), path =>
        {
            File.WriteAllText(path, "b");
            File.WriteAllText(path + ".data", "data");
        });

        Assert.Empty(Directory.GetFiles(_folder.Path));
        outputs.Commit();

        Assert.Equal(["a.txt", "b.txt", "b.txt.data"], Directory.GetFiles(_folder.Path).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Nothing_stays_without_commit()
    {
        using (var outputs = new StagedOutputs())
        {
            outputs.Add(_folder.Locate("a.txt"), "a");
            Assert.Throws<UpscaleException>(() => outputs.Add(_folder.Locate("b.txt"), _ => throw new IOException("disk full")));
        }

        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }
}
