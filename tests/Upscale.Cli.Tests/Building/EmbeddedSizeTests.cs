using System.Collections.Immutable;
using Upscale.Cli.Building;
using Upscale.Onnx;

namespace Upscale.Cli.Tests.Building;

/// <summary>A model of more than 2 GB, whose weights are a file without content: it takes no room.</summary>
public sealed class EmbeddedSizeTests : IDisposable
{
    private const long Elements = 270_000_000;

    private readonly TemporaryDirectory _folder = new();
    private readonly string _model;

    public EmbeddedSizeTests()
    {
        _model = _folder.Locate("large.onnx");
        File.WriteAllBytes(_model, RawModel.Picking("large.bin", Elements));
        using var weights = File.Create(_folder.Locate("large.bin"));
        weights.SetLength(Elements * sizeof(float));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_cannot_be_a_resource_and_nothing_is_written()
    {
        Assert.False(Model.Load(_model).FitsOneFile);

        var error = Assert.Throws<UpscaleException>(() => ModelBuild.Run(Request(), new(() => true)));

        Assert.Equal("UPS1513", error.Code);
        Assert.Contains("Leave Embed out", error.Message, StringComparison.Ordinal);
        Assert.Equal(["large.bin", "large.onnx"], Directory.EnumerateFiles(_folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    private BuildRequestModel Request() => new()
    {
        Source = _model,
        Options = ImmutableSortedDictionary<string, string>.Empty.Add("Embed", "true").Add("Resource", "large.onnx").Add("Verify", "false"),
        Outputs = ImmutableSortedDictionary<string, string>.Empty
            .Add("model", _folder.Locate("out.onnx")).Add("signature", _folder.Locate("out.signature.txt")),
    };
}
