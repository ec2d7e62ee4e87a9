using Upscale.Onnx;
using Upscale.Pruning.Shapes;
using Upscale.Pruning.Tests.Operators;

namespace Upscale.Pruning.Tests.Shapes;

public sealed class SizeContentTests
{
    [Theory]
    [InlineData(13, "Shape", "N,3,?", "", "N,3,?")]
    [InlineData(15, "Shape", "N,3,4,5", "start=-3 end=3", "3,4")]
    [InlineData(13, "Size", "2,3,4", "", "24")]
    [InlineData(13, "Gather", "i:5,6,7 | i:2,-3", "", "7,5")]
    [InlineData(13, "Concat", "i:5 | 2 | i:7", "axis=0", "5,?,?,7")]
    [InlineData(10, "Slice", "i:5,6,7,8 | i:3 | i:0 | i:0 | i:-2", "", "8,6")]
    [InlineData(13, "Unsqueeze", "s:5 | i:0", "", "5")]
    [InlineData(13, "Squeeze", "i:5 | i:0", "", "5")]
    [InlineData(13, "Cast", "i:5,6", "to=7", "5,6")]
    [InlineData(13, "Add", "i:5,6 | s:2", "", "7,8")]
    [InlineData(13, "Sub", "i:5,6 | i:2,9", "", "3,-3")]
    [InlineData(13, "Mul", "s:2 | i:5,6", "", "10,12")]
    [InlineData(13, "Div", "i:5,6 | s:2", "", "2,3")]
    [InlineData(13, "Div", "i:5,6 | s:0", "", "?,?")]
    [InlineData(13, "Equal", "i:5,-1,3 | s:-1", "", "0,1,0")]
    [InlineData(13, "Where", "i:1,0 | i:5,6 | s:7", "", "5,7")]
    [InlineData(13, "ReduceProd", "i:5,6", "", "30")]
    [InlineData(13, "Range", "s:2 | s:8 | s:3", "", "2,5")]
    [InlineData(13, "Range", "s:8 | s:2 | s:-4", "", "8,4")]
    [InlineData(13, "Reshape", "i:1,2,3,4 | i:2,2", "", "1,2,3,4")]
    public void Integers_that_describe_shapes_are_followed(long opset, string opType, string inputs, string attributes, string expected) =>
        Assert.Equal(expected, SingleNode.Create(opset, opType, inputs, attributes).Sizes);

    [Fact]
    public void A_size_remembers_the_axes_it_was_computed_from()
    {
        var builder = new ModelBuilder();
        var x = builder.Input("x", Dim.Symbolic("N"), 6, 4);
        var picked = builder.Node("Gather", [builder.Node("Shape", [x]), builder.Int64s("index", 1)]);
        var half = builder.Node("Div", [picked, builder.Int64s("two", 2)]);
        builder.Output(half, ElementType.Int64);
        var graph = builder.Build().Graph;

        var term = Assert.Single(ShapeInference.Run(graph).SizesOf(graph.Find(half)!)!.Terms);

        Assert.Equal(3, term.Value);
        Assert.Equal(new AxisOrigin(graph.Find("x")!, 1), Assert.Single(term.Origins.Axes));
    }

    [Fact]
    public void A_size_is_never_negative_and_picked_with_all_it_depends_on()
    {
        var builder = new ModelBuilder();
        var sizes = builder.Node("Shape", [builder.Input("x", Dim.Symbolic("N"), 6)]);
        var isOpen = builder.Node("Equal", [sizes, builder.Int64s("open", -1)]);
        var picked = builder.Node("Where", [isOpen, builder.Int64s("one", 1), sizes]);
        builder.Output(picked, ElementType.Int64);
        var graph = builder.Build().Graph;

        var terms = ShapeInference.Run(graph).SizesOf(graph.Find(picked)!)!.Terms;

        Assert.Equal([Dim.Symbolic("N"), 6], terms.Select(term => term.Dim));
        Assert.Equal([0, 1], terms.Select(term => Assert.Single(term.Origins.Axes).Axis));
    }

    [Fact]
    public void A_view_that_keeps_the_batch_is_resolved()
    {
        var builder = new ModelBuilder();
        var x = builder.Input("x", Dim.Symbolic("N"), 6, 4);
        var batch = builder.Node("Unsqueeze", [builder.Node("Gather", [builder.Node("Shape", [x]), builder.Int64s("index", [], [0])]), builder.Int64s("front", 0)]);
        var target = builder.Node("Concat", [batch, builder.Int64s("rest", -1)], ("axis", 0L));
        var y = builder.Node("Reshape", [x, target]);
        builder.Output(y);
        var graph = builder.Build().Graph;

        Assert.Equal("[N,24]", ShapeInference.Run(graph).ShapeOf(graph.Find(y)!)!.ToString());
    }

    [Fact]
    public void Paddings_that_an_exporter_reverses_are_resolved()
    {
        var builder = new ModelBuilder();
        var x = builder.Input("x", Dim.Symbolic("N"), 16, 8, 8);
        var zeros = builder.Node("ConstantOfShape", [builder.Int64s("count", 2)], ("value", Tensor.FromInt64s("zero", [1], [0])));
        var pairs = builder.Node("Reshape", [builder.Node("Concat", [builder.Int64s("pads", 0, 0, 0, 0, 8, 8), zeros], ("axis", 0L)), builder.Int64s("rows", -1, 2)]);
        var reversed = builder.Node("Slice", [pairs, builder.Int64s("start", -1), builder.Int64s("end", long.MinValue), builder.Int64s("axes", 0), builder.Int64s("step", -1)]);
        var flat = builder.Node("Reshape", [builder.Node("Transpose", [reversed], ("perm", new long[] { 1, 0 })), builder.Int64s("flat", -1)]);
        var y = builder.Node("Pad", [x, flat]);
        builder.Output(y);
        var graph = builder.Build().Graph;

        Assert.Equal("[N,32,8,8]", ShapeInference.Run(graph).ShapeOf(graph.Find(y)!)!.ToString());
    }
}
