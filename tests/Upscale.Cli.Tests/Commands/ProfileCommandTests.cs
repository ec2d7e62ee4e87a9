namespace Upscale.Cli.Tests.Commands;

public sealed class ProfileCommandTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();
    private readonly string _model;

    public ProfileCommandTests() => _model = _folder.Save(Networks.Residual());

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_model_is_measured_once_and_then_known()
    {
        var cache = _folder.Locate("cache");

        var first = Tool.Run("profile", _model, "--cache", cache);

        Assert.True(first.ExitCode == 0, first.Transcript);
        Assert.Contains("predicted", first.Output, StringComparison.Ordinal);
        Assert.Contains("model.onnx", first.Output, StringComparison.Ordinal);
        var file = Assert.Single(Directory.GetFiles(cache));
        var bytes = File.ReadAllBytes(file);
        Assert.Equal(0, Tool.Run("profile", _model, "--cache", cache).ExitCode);
        Assert.Equal(bytes, File.ReadAllBytes(file));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("many")]
    public void Threads_are_counted_from_one(string threads)
    {
        var run = Tool.Run("profile", _model, "--threads", threads);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("--threads", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_model_is_named() =>
        Assert.StartsWith("nothing.onnx : error UPS1001: ", Tool.Run("profile", "nothing.onnx").Error, StringComparison.Ordinal);
}
