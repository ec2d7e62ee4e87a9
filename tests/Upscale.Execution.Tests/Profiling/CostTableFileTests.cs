using Upscale.Execution.Profiling;
using Upscale.Onnx;
using Upscale.Pruning.Costs;

namespace Upscale.Execution.Tests.Profiling;

public sealed class CostTableFileTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_written_is_read()
    {
        var table = SampleTable.Create(SampleTable.Machine, "conv", "product");
        CostTableFile.Save(table, _folder.Locate("profile.json"));

        var read = CostTableFile.Load(_folder.Locate("profile.json"));

        Assert.Equal(table.Machine, read.Machine);
        Assert.Equal(table.Block, read.Block);
        Assert.Equal(["conv", "product"], read.Layers.Keys);
        Assert.Equal(CostTableFile.Write(table), CostTableFile.Write(read));
        Assert.Equal(6e-6, read.Transcendental.At(64), 12);
        Assert.Equal(6.5e-6, new MeasuredCostModel(read).Copy(64) + read.Layers["conv"].At(16, 32) - 3e-6, 12);
    }

    [Fact]
    public void The_order_of_measuring_does_not_show() => Assert.Equal(
        CostTableFile.Write(SampleTable.Create(SampleTable.Machine, "a", "b")),
        CostTableFile.Write(SampleTable.Create(SampleTable.Machine, "b").With(SampleTable.Create(SampleTable.Machine, "a").Layers.Values)));

    [Theory]
    [InlineData("\"version\": 2", "\"version\": 1")]
    [InlineData("\"block\": 8", "\"block\": 0")]
    [InlineData("\"bytes\": [16,64]", "\"bytes\": [64,16]")]
    [InlineData("\"bytes\": [16,64]", "\"bytes\": []")]
    [InlineData("\"bytes\": [16,64]", "\"bytes\": [16]")]
    [InlineData("[1000,3000]", "[1000,-3000]")]
    [InlineData("[1000,3000]", "[1000,\"x\"]")]
    [InlineData("\"outputs\": [8,24,32]", "\"outputs\": [8,32]")]
    [InlineData("\"plainFactor\": 1.5", "\"plainFactor\": 0")]
    [InlineData("\"kind\": \"conv\"", "\"kind\": null")]
    [InlineData("\"copy\"", "\"copies\"")]
    [InlineData("\"threads\": 1", "\"threads\": 1.5")]
    [InlineData("{", "[")]
    public void A_damaged_file_is_a_coded_error(string text, string damage)
    {
        var json = System.Text.Encoding.UTF8.GetString(CostTableFile.Write(SampleTable.Create(SampleTable.Machine, "conv")));
        Assert.Contains(text, json, StringComparison.Ordinal);
        var file = _folder.Write("profile.json", json.Replace(text, damage, StringComparison.Ordinal));

        var failure = Assert.Throws<UpscaleException>(() => CostTableFile.Load(file));

        Assert.Equal("UPS1407", failure.Code);
        Assert.Equal(file, failure.File);
    }

    [Fact]
    public void A_missing_file_is_a_coded_error() =>
        Assert.Equal("UPS1407", Assert.Throws<UpscaleException>(() => CostTableFile.Load(_folder.Locate("missing.json"))).Code);
}
