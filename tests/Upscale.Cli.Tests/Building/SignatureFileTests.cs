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
    public void An_output_without_a_shape_is_an_error_that_says_what_to_do()
    {
        var builder = new ModelBuilder();
        builder.Output(builder.Node("Relu", [builder.Input("x", 1, 3)]));

        var error = Assert.Throws<UpscaleException>(() => File.ToText(builder.Build(), null));

        Assert.Equal("UPS1506", error.Code);
        Assert.Contains("shape inference", error.Message, StringComparison.Ordinal);
    }
}
