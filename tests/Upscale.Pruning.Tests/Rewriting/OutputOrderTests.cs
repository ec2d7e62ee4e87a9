using Upscale.Onnx;
using Upscale.Pruning.Rewriting;
using Upscale.Pruning.Tests.Channels;

namespace Upscale.Pruning.Tests.Rewriting;

public sealed class OutputOrderTests
{
    private const int Channels = 64;

    [Fact]
    public void A_table_leads_from_logical_to_physical_channels()
    {
        Assert.Equal([1, 2, 0], OutputOrder.Table([2, 0, 1])!);
        Assert.Null(OutputOrder.Table([0, 1, 2]));
        Assert.Null(OutputOrder.Table([]));
    }

    [Fact]
    public void An_output_that_is_also_read_inside_comes_out_permuted_and_says_so()
    {
        var model = Model();
        var result = Prune(model, preserve: false);
        var order = OutputOrder.Read(result.Model, "relu_1");

        Assert.NotNull(order);
        Assert.Equal(1, order.Axis);
        Assert.Equal(Enumerable.Range(0, Channels), order.PhysicalOf.Order());
        Assert.Equal(["upscale.output.relu_1.order"], result.Model.Metadata.Keys);
        Oracle.AssertEqual(model, result);
    }

    [Fact]
    public void An_output_whose_order_is_preserved_says_nothing()
    {
        var model = Model();
        var result = Prune(model, preserve: true);

        Assert.Empty(result.Model.Metadata);
        Assert.Null(OutputOrder.Read(result.Model, "relu_1"));
        Oracle.AssertEqual(model, result);
    }

    [Fact]
    public void An_output_that_is_not_read_inside_keeps_its_order()
    {
        var model = Model();
        Assert.All(model.Graph.Outputs.Skip(1), output => Assert.Null(OutputOrder.Read(Prune(model, preserve: false).Model, output.Name)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("1:")]
    [InlineData("1:0,0")]
    [InlineData("1:0,2")]
    [InlineData("1:1,a")]
    [InlineData("x:1,0")]
    [InlineData("-1:1,0")]
    [InlineData("1:1,0:2")]
    public void Damaged_metadata_are_refused(string text)
    {
        var model = Analysed.Model(builder =>
        {
            builder.Output(builder.Relu(builder.Input("x", 1, 2)));
            builder.Metadata("upscale.output.relu_0.order", text);
        });
        var error = Assert.Throws<UpscaleException>(() => OutputOrder.Read(model, "relu_0"));

        Assert.Equal("UPS1303", error.Code);
        Assert.Contains("relu_0", error.Message, StringComparison.Ordinal);
    }

    private static Model Model() => Analysed.Model(builder =>
    {
        var x = builder.Relu(builder.Conv(builder.Input("x", 1, 3, 8, 8), 3, Channels, 1));
        builder.Output(x);
        builder.Output(builder.Conv(x, Channels, 64, 3));
        builder.Output(builder.Conv(x, Channels, 64, 3));
    });

    private static PruningResult Prune(Model model, bool preserve) =>
        Pruner.Prune(model, new() { Ratio = 0.75, Round = 1, PreserveOutputOrder = preserve });
}
