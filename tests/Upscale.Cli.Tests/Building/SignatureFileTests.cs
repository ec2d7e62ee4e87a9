using Upscale.Cli.Building;
using Upscale.Onnx;

namespace Upscale.Cli.Tests.Building;

public sealed class SignatureFileTests
{
    private static readonly SignatureFile File = new("Net", "My.App", "models/net ü.onnx", "one,\ttwo");

    [Fact]
    public void The_text_is_percent_encoded_and_tab_separated()
    {
        var builder = new ModelBuilder();
        builder.Input("tab\there", Dim.Symbolic("N,1"), 3, Dim.Unknown);
        builder.Output(builder.Node("Relu", ["tab\there"]), Dim.Symbolic("7"), 3, Dim.Unknown);
        var model = builder.Build();

        Assert.Equal(
            $"""
            upscale-signature	1
            class	Net
            namespace	My.App
            model	models/net %C3%BC.onnx
            input	tab%09here	float32	N%2C1,3,?
            output	{model.Graph.Outputs[0].Name}	float32	%37,3,?
            summary	one%2C%09two

            """.ReplaceLineEndings("\n"),
            File.ToText(model, null));
    }

    [Fact]
    public void The_order_of_a_permuted_output_is_recorded()
    {
        var builder = new ModelBuilder();
        var x = builder.Input("x", 1, 3);
        var output = builder.Node("Relu", [x]);
        builder.Output(output, 1, Dim.Symbolic("C"));
        builder.Metadata($"upscale.output.{output}.order", "1:2,0,1");
        var model = builder.Build();

        Assert.Contains($"output\t{output}\tfloat32\t1,3\norder\t{output}\t1\t2,0,1\n", File.ToText(model, model), StringComparison.Ordinal);
    }

    [Fact]
    public void An_output_that_is_handed_over_has_no_order_and_labels_as_they_lie()
    {
        var builder = new ModelBuilder();
        var x = builder.Input("x", 1, 3);
        var output = builder.Node("Relu", [x]);
        builder.Output(output, 1, 3);
        builder.Metadata($"upscale.output.{output}.order", "1:2,0,1");
        builder.Metadata("upscale.input.x.order", "1:1,2,0");
        var model = builder.Build();
        var file = File with { HandedOver = [output], Labels = new("labels.txt", ["zero", "one", "two"]) };

        Assert.Contains(
            $"input\tx\tfloat32\t1,3\nphysical\tx\noutput\t{output}\tfloat32\t1,3\nphysical\t{output}\nlabels\t{output}\t1\tone,two,zero\n", file.ToText(model, model), StringComparison.Ordinal);
    }

    [Fact]
    public void An_output_without_a_shape_is_an_error_that_says_what_to_do()
    {
        var builder = new ModelBuilder();
        builder.Output(builder.Node("Relu", [builder.Input("x", 1, 3)]));

        var error = Assert.Throws<UpscaleException>(() => File.ToText(builder.Build(), null));

        Assert.Equal("UPS1506", error.Code);
        Assert.Contains("shape inference", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sequences_and_maps_are_named_and_have_no_shape()
    {
        var builder = new ModelBuilder();
        var x = builder.Input("x", Dim.Symbolic("N"), 2);
        builder.Output(builder.Node("ai.onnx.ml::ZipMap", [x], ("classlabels_int64s", new long[] { 3, 5 })), new ValueStructure(IsSequence: true, ElementType.Int64, ElementType.Float));
        builder.Output(builder.Node("SplitToSequence", [x], ("axis", 1L)), new ValueStructure(IsSequence: true, null, ElementType.Float));

        var text = File.ToText(builder.Build(), null);

        Assert.Contains("output\tzipmap_0\tseq(map(int64,float32))\t\noutput\tsplittosequence_1\tseq(float32)\t\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_resource_and_labels_are_recorded()
    {
        var builder = new ModelBuilder();
        var x = builder.Input("x", Dim.Symbolic("N"), 3);
        builder.Output(builder.Node("Relu", [x]), Dim.Symbolic("N"), 3);
        builder.Output(builder.Node("Unsqueeze", [x, builder.Int64s("axis", 1)]), Dim.Symbolic("N"), 1, 3);
        builder.Output(builder.Node("Transpose", [x]), 3, Dim.Symbolic("N"));

        var text = (File with { Resource = "My.App.Net.onnx", Labels = new("labels.txt", ["a,b", "\tc", ""]) }).ToText(builder.Build(), null);

        Assert.Contains("\nresource\tMy.App.Net.onnx\n", text, StringComparison.Ordinal);
        Assert.Contains("output\trelu_0\tfloat32\tN,3\nlabels\trelu_0\t1\ta%2Cb,%09c,\n", text, StringComparison.Ordinal);
        Assert.Contains("labels\tunsqueeze_1\t2\t", text, StringComparison.Ordinal);
        Assert.DoesNotContain("labels\ttranspose_2", text, StringComparison.Ordinal);
    }
}
