using Upscale.Onnx;
using Upscale.Pruning.Preparing;
using Upscale.Pruning.Tests.Channels;
using Upscale.Pruning.Tests.Rewriting;

namespace Upscale.Pruning.Tests.Preparing;

/// <summary>Heads of which only some channels are wanted.</summary>
public sealed class KeptOutputsTests
{
    private const int Classes = 100;

    private static readonly Model Classifier = Analysed.Model(b =>
    {
        var x = b.Relu(b.Conv(b.Input("x", 1, 3, 8, 8), 3, 32, 3));
        b.Output(b.Gemm(b.Node("Flatten", [b.Node("GlobalAveragePool", [x])]), 32, Classes));
    });

    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    public void The_layer_that_makes_an_output_makes_what_is_kept_only(double ratio)
    {
        var prepared = Prepare(Classifier, "3,10-12,99");

        var result = Pruner.Prune(prepared, new() { Ratio = ratio, Round = 1 });

        Oracle.AssertEqual(prepared, result);
        var head = Assert.Single(result.Model.Graph.Nodes, node => node.OpType == "Gemm");
        Assert.True(head.Outputs[0]!.IsGraphOutput, "the head is followed by another node");
        Assert.Equal(Classifier.Graph.Outputs[0].Name, head.Outputs[0]!.Name);
        Assert.Equal(5, head.Inputs[2]!.Constant!.Count);
        Assert.Equal(new Shape([1, 5]), result.Model.Graph.Outputs[0].DeclaredShape);
    }

    [Fact]
    public void The_channels_kept_are_those_of_the_whole_output()
    {
        var values = ModelRun.Of(Classifier);

        Assert.Equal([values[3], values[10], values[11], values[12], values[99]], ModelRun.Of(Prepare(Classifier, "10-12,99,3")));
    }

    [Fact]
    public void A_normalised_output_is_normalised_over_all_channels()
    {
        var model = Analysed.Model(b =>
            b.Output(b.Node("Softmax", [b.Gemm(b.Node("Flatten", [b.Conv(b.Input("x", 1, 3, 4, 4), 3, 8, 1)]), 128, 10)], ("axis", 1L))));
        var prepared = Prepare(model, "0,1");

        Oracle.AssertEqual(prepared, Pruner.Prune(prepared, new() { Ratio = 0.3, Round = 1 }));
        Assert.Equal(ModelRun.Of(model)[..2], ModelRun.Of(prepared));
    }

    [Fact]
    public void One_of_several_outputs_that_another_node_reads_too()
    {
        var (maps, gated) = ("", "");
        var model = Analysed.Model(b =>
        {
            maps = b.Conv(b.Input("x", 1, 3, 4, 4), 3, 12, 1);
            gated = b.Conv(b.Relu(maps), 12, 4, 1);
            b.Output(maps);
            b.Output(gated);
        });

        var result = Pruner.Prune(Prepare(model, $"{maps}:2-5"), new() { Ratio = 0.3, Round = 1 });

        Oracle.AssertEqual(Prepare(model, $"{maps}:2-5"), result);
        Assert.Equal([maps, gated], result.Model.Graph.Outputs.Select(output => output.Name));
        Assert.Equal(4, result.Model.Graph.Outputs[0].DeclaredShape![1].Size);
    }

    [Fact]
    public void Channels_are_named_by_labels()
    {
        var subset = Assert.Single(OutputSubset.Parse("dog, cat,0", ["bird", "cat", "dog"]));

        Assert.Equal([0, 1, 2], subset.Channels.AsEnumerable());
        Assert.Equal(["bird", "cat", "dog"], subset.Pick(["bird", "cat", "dog"]).AsEnumerable());
    }

    [Theory]
    [InlineData("100")]
    [InlineData("5-100")]
    [InlineData("9-3")]
    [InlineData("-1")]
    [InlineData("1-2-3")]
    [InlineData("cat")]
    [InlineData("logits:1")]
    [InlineData(",")]
    [InlineData("0-99999999999")]
    public void What_is_no_channel_of_an_output_is_an_error(string text) =>
        Assert.Equal("UPS1207", Assert.Throws<UpscaleException>(() => Prepare(Classifier, text)).Code);

    private static Model Prepare(Model model, string text, params string[] labels) =>
        new ModelPreparation { KeepOutputs = OutputSubset.Parse(text, [.. labels]) }.Apply(model);
}
