using Upscale.Pruning.Tests.Operators;

namespace Upscale.Pruning.Tests.Shapes;

public sealed class MatrixShapeTests
{
    [Theory]
    [InlineData("Gemm", "N,3 | w:3,5", "", "[N,5]")]
    [InlineData("Gemm", "3,N | w:5,3 | w:5", "transA=1 transB=1", "[N,5]")]
    [InlineData("MatMul", "N,7,3 | w:3,5", "", "[N,7,5]")]
    [InlineData("MatMul", "w:5,3 | N,3,7", "", "[N,5,7]")]
    [InlineData("MatMul", "B,1,7,3 | 4,3,5", "", "[B,4,7,5]")]
    [InlineData("MatMul", "3 | 3", "", "[]")]
    [InlineData("MatMul", "3 | 4,3,5", "", "[4,5]")]
    [InlineData("MatMul", "4,5,3 | 3", "", "[4,5]")]
    [InlineData("MatMulInteger", "N,3 | w:3,5", "", "[N,5]")]
    [InlineData("QLinearMatMul", "N,3 | f:1 | s:0 | w:3,5", "", "[N,5]")]
    [InlineData("QLinearConv", "N,3,8,8 | f:1 | s:0 | w:16,3,3,3", "strides=[2,2]", "[N,16,3,3]")]
    [InlineData("Einsum", "B,4,3 | B,3,5", "equation='bij,bjk->bik'", "[B,4,5]")]
    [InlineData("Einsum", "4,3 | 3", "equation='ij,j'", "[4]")]
    [InlineData("Einsum", "4,3", "equation='...i->...'", "unknown")]
    public void A_product_contracts_the_inner_axis(string opType, string inputs, string attributes, string expected) =>
        Assert.Equal(expected, SingleNode.Create(13, opType, inputs, attributes).Shapes);

    [Theory]
    [InlineData("LSTM", "5,N,4 | w:2,12,4 | w:2,12,3", "direction='bidirectional' hidden_size=3", "[5,2,N,3] [2,N,3] [2,N,3]")]
    [InlineData("LSTM", "N,5,4 | w:1,12,4 | w:1,12,3", "layout=1 hidden_size=3", "[N,5,1,3] [N,1,3] [N,1,3]")]
    public void A_recurrent_layer_makes_a_sequence_and_its_last_states(string opType, string inputs, string attributes, string expected) =>
        Assert.Equal(expected, SingleNode.Create(14, opType, inputs, attributes, outputs: 3).Shapes);

    [Theory]
    [InlineData("Conv", "N,3,8,8 | w:16,3,3,3", "pads=[1,1,1,1]", 16 * 64 * 27)]
    [InlineData("Conv", "2,8,8,8 | w:8,1,3,3", "pads=[1,1,1,1] group=8", 2 * 8 * 64 * 9)]
    [InlineData("Conv", "N,3,H,8 | w:16,3,3,3", "", 0)]
    [InlineData("ConvTranspose", "N,8,4,4 | w:8,6,2,2", "strides=[2,2]", 8 * 16 * 6 * 4)]
    [InlineData("Gemm", "N,3 | w:5,3", "transB=1", 15)]
    [InlineData("MatMul", "2,7,3 | 2,3,5", "", 2 * 7 * 3 * 5)]
    [InlineData("Einsum", "B,4,3 | B,3,5", "equation='bij,bjk->bik'", 60)]
    [InlineData("GRU", "5,N,4 | w:1,9,4 | w:1,9,3", "hidden_size=3", 5 * ((9 * 4) + (9 * 3)))]
    [InlineData("Relu", "1,3", "", 0)]
    public void Multiply_adds_count_one_batch(string opType, string inputs, string attributes, long expected) =>
        Assert.Equal(expected, SingleNode.Create(14, opType, inputs, attributes).Macs);
}
