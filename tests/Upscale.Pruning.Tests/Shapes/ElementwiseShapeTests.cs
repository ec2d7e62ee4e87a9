using Upscale.Pruning.Tests.Operators;

namespace Upscale.Pruning.Tests.Shapes;

public sealed class ElementwiseShapeTests
{
    [Theory]
    [InlineData("Relu", "N,3,?", "[N,3,?]")]
    [InlineData("Clip", "N,3 | s:0 | s:6", "[N,3]")]
    [InlineData("Add", "N,3,4,4 | w:3,1,1", "[N,3,4,4]")]
    [InlineData("Mul", "N,3,1,1 | N,3,4,?", "[N,3,4,?]")]
    [InlineData("Add", "N,3 | M,3", "[?,3]")]
    [InlineData("Add", "N,1 | 4,1", "[4,1]")]
    [InlineData("Add", "N,1 | 0,5", "[0,5]")]
    [InlineData("Sum", "4,1 | 3 | 1,3", "[4,3]")]
    [InlineData("Max", "4,1", "[4,1]")]
    [InlineData("Where", "4,1 | 3 | ", "[4,3]")]
    [InlineData("PRelu", "N,3,4 | w:3,1", "[N,3,4]")]
    [InlineData("Softmax", "N,3", "[N,3]")]
    [InlineData("BatchNormalization", "N,3,4,4 | w:3 | w:3 | w:3 | w:3", "[N,3,4,4]")]
    [InlineData("ScatterND", "4,4 | i:1 | 1,4", "[4,4]")]
    public void Operands_are_broadcast_from_the_right(string opType, string inputs, string expected) =>
        Assert.Equal(expected, SingleNode.Create(16, opType, inputs).Shapes);

    [Fact]
    public void The_mask_of_a_dropout_has_the_shape_of_its_input() =>
        Assert.Equal("[N,3] [N,3]", SingleNode.Create(12, "Dropout", "N,3", outputs: 2).Shapes);

    [Fact]
    public void The_statistics_of_a_layer_normalization_have_sizes_of_one() =>
        Assert.Equal("[N,3,4] [N,1,1] [N,1,1]", SingleNode.Create(17, "LayerNormalization", "N,3,4 | w:3,4", "axis=1", outputs: 3).Shapes);

    [Fact]
    public void A_dynamic_quantization_makes_one_scale() =>
        Assert.Equal("[N,3] [] []", SingleNode.Create(11, "DynamicQuantizeLinear", "N,3", outputs: 3).Shapes);
}
