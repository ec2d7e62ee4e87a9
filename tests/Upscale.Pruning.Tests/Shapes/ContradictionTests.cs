using Upscale.Onnx;
using Upscale.Pruning.Shapes;
using Upscale.Pruning.Tests.Operators;

namespace Upscale.Pruning.Tests.Shapes;

public sealed class ContradictionTests
{
    [Theory]
    [InlineData("Conv", "1,4,8,8 | w:8,3,3,3", "")]
    [InlineData("Conv", "1,3,8,8 | w:8,3,3", "")]
    [InlineData("Conv", "1,3,8,8 | w:8,3,3,3", "strides=[1]")]
    [InlineData("Conv", "1,3,8,8 | w:8,3,3,3", "strides=[0,1]")]
    [InlineData("Conv", "1,3,2,2 | w:8,3,5,5", "")]
    [InlineData("Conv", "1,3,8,8 | w:8,3,3,3", "pads=[9223372036854775807,1,1,1]")]
    [InlineData("ConvTranspose", "1,4,8,8 | w:3,8,3,3", "")]
    [InlineData("Gemm", "1,4 | w:3,8", "")]
    [InlineData("MatMul", "1,4 | w:3,8", "")]
    [InlineData("Add", "1,4 | 3", "")]
    [InlineData("BatchNormalization", "1,4,2,2 | w:3 | w:3 | w:3 | w:3", "")]
    [InlineData("Concat", "1,4 | 2,4", "axis=1")]
    [InlineData("Concat", "1,4 | 1,4,1", "axis=1")]
    [InlineData("Split", "1,4 | i:1,2", "axis=1")]
    [InlineData("Reshape", "2,3 | i:4,-1", "")]
    [InlineData("Reshape", "2,3 | i:4,2", "")]
    [InlineData("Reshape", "2,3 | i:-1,-1", "")]
    [InlineData("Reshape", "2,3 | i:-2,3", "")]
    [InlineData("Transpose", "2,3", "perm=[0,0]")]
    [InlineData("Squeeze", "2,3 | i:0", "")]
    [InlineData("Pad", "2,3 | i:0,-9,0,0", "")]
    [InlineData("ConstantOfShape", "i:-3", "")]
    [InlineData("DepthToSpace", "1,6,2,2", "blocksize=4")]
    [InlineData("DepthToSpace", "1,6,2,2", "blocksize=0")]
    [InlineData("Tile", "4611686018427387904 | i:4", "")]
    public void Operands_that_contradict_each_other_name_the_node(string opType, string inputs, string attributes)
    {
        var error = Assert.Throws<UpscaleException>(() => SingleNode.Create(13, opType, inputs, attributes, opType == "Split" ? 2 : 1));

        Assert.Equal("UPS1101", error.Code);
        Assert.Contains(opType, error.Node, StringComparison.Ordinal);
    }

    [Fact]
    public void An_attribute_of_a_wrong_type_names_the_node()
    {
        var error = Assert.Throws<UpscaleException>(() => SingleNode.Create(13, "Concat", "1,4 | 1,4", "axis=[1]"));

        Assert.Equal("UPS1012", error.Code);
        Assert.Contains("Concat", error.Node, StringComparison.Ordinal);
    }

    [Fact]
    public void A_declared_shape_that_its_node_cannot_make_is_refused()
    {
        var builder = new ModelBuilder();
        builder.Output(builder.Relu(builder.Input("x", 1, 4)), 1, 5);

        Assert.Equal("UPS1101", Assert.Throws<UpscaleException>(() => ShapeInference.Run(builder.Build().Graph)).Code);
    }

    [Fact]
    public void A_declared_shape_completes_what_cannot_be_inferred()
    {
        var builder = new ModelBuilder();
        var unknown = builder.Node("Unheard", [builder.Input("x", 1, 4)]);
        builder.Describe(unknown, ElementType.Float, Dim.Symbolic("N"), 7);
        var sum = builder.Node("Relu", [unknown]);
        builder.Output(sum, 3, Dim.Symbolic("M"));
        var graph = builder.Build().Graph;

        Assert.Equal("[3,7]", ShapeInference.Run(graph).ShapeOf(graph.Find(sum)!)!.ToString());
    }
}
