using Upscale.Pruning.Tests.Operators;

namespace Upscale.Pruning.Tests.Shapes;

public sealed class AxisShapeTests
{
    [Theory]
    [InlineData(13, "Concat", "N,3,4 | N,5,4", "axis=1", "[N,8,4]")]
    [InlineData(13, "Concat", "N,3,? | ?,H,4", "axis=-2", "[N,?,4]")]
    [InlineData(13, "Transpose", "N,3,4", "perm=[0,2,1]", "[N,4,3]")]
    [InlineData(13, "Transpose", "N,3,4", "", "[4,3,N]")]
    [InlineData(11, "Squeeze", "N,1,4,1", "axes=[1,-1]", "[N,4]")]
    [InlineData(13, "Squeeze", "N,1,4,1 | i:1", "", "[N,4,1]")]
    [InlineData(13, "Squeeze", "2,1,4,1", "", "[2,4]")]
    [InlineData(13, "Squeeze", "N,1,4,1", "", "unknown")]
    [InlineData(11, "Unsqueeze", "N,4", "axes=[0,3]", "[1,N,4,1]")]
    [InlineData(13, "Unsqueeze", "N,4 | i:-1", "", "[N,4,1]")]
    [InlineData(9, "Slice", "N,10,10", "axes=[1,2] starts=[2,-3] ends=[5,9999]", "[N,3,3]")]
    [InlineData(10, "Slice", "N,10,10 | i:1,9 | i:9,0 | i:1,2 | i:3,-4", "", "[N,3,3]")]
    [InlineData(10, "Slice", "N,10 | i:-1 | i:-9223372036854775808 | i:1 | i:-1", "", "[N,10]")]
    [InlineData(10, "Slice", "N,10 | i:0 | i:9223372036854775807 | i:0", "", "[N,10]")]
    [InlineData(10, "Slice", "4,10 | i:1,8", "", "[?,?]")]
    [InlineData(10, "Slice", "4,10 | 2 | 2", "", "[?,?]")]
    [InlineData(10, "Slice", "4,10 | i:3 | i:2", "", "[0,10]")]
    [InlineData(10, "Pad", "N,3,4", "pads=[0,1,2,0,3,-1]", "[N,7,5]")]
    [InlineData(11, "Pad", "N,3,4 | i:0,1,2,0,3,0", "", "[N,7,6]")]
    [InlineData(18, "Pad", "N,3,4 | i:1,2 | - | i:-1", "", "[N,3,7]")]
    [InlineData(18, "Pad", "N,3,4 | 6", "", "[?,?,?]")]
    [InlineData(13, "Expand", "3,1 | i:2,1,6", "", "[2,3,6]")]
    [InlineData(13, "Expand", "3,1 | 3", "", "[?,?,?]")]
    [InlineData(13, "Tile", "N,3 | i:1,4", "", "[N,12]")]
    [InlineData(13, "Gather", "N,5,4 | i:0,1,2", "axis=1", "[N,3,4]")]
    [InlineData(13, "Gather", "N,5,4 | s:0", "axis=-2", "[N,4]")]
    [InlineData(13, "GatherElements", "5,4 | 2,4", "", "[2,4]")]
    [InlineData(13, "GatherND", "5,4,3 | 7,2", "", "[7,3]")]
    [InlineData(13, "GatherND", "5,4,3 | 5,1", "batch_dims=1", "[5,3]")]
    [InlineData(13, "OneHot", "N,5 | s:10 | f:0,1", "axis=1", "[N,10,5]")]
    [InlineData(13, "NonZero", "4,5", "", "[2,?]")]
    [InlineData(13, "Compress", "4,5 | 4", "axis=1", "[4,?]")]
    [InlineData(13, "Flatten", "N,3,4,5", "", "[N,60]")]
    [InlineData(13, "Flatten", "N,3,4,5", "axis=-2", "[?,20]")]
    [InlineData(13, "Flatten", "2,3", "axis=2", "[6,1]")]
    [InlineData(13, "CumSum", "4,5 | s:1", "", "[4,5]")]
    [InlineData(11, "ReduceMean", "N,3,4", "axes=[1,-1] keepdims=0", "[N]")]
    [InlineData(13, "ReduceSum", "N,3,4 | i:1", "", "[N,1,4]")]
    [InlineData(18, "ReduceMax", "N,3,4", "keepdims=0", "[]")]
    [InlineData(18, "ReduceMax", "N,3,4", "noop_with_empty_axes=1", "[N,3,4]")]
    [InlineData(18, "ReduceMax", "N,3,4 | 2", "", "[?,?,?]")]
    [InlineData(13, "ArgMax", "N,3,4", "axis=1", "[N,1,4]")]
    [InlineData(13, "ArgMin", "N,3,4", "axis=-1 keepdims=0", "[N,3]")]
    public void One_output(long opset, string opType, string inputs, string attributes, string expected) =>
        Assert.Equal(expected, SingleNode.Create(opset, opType, inputs, attributes).Shapes);

    [Theory]
    [InlineData(7, "Split", "N,6", "axis=1 split=[2,3,1]", 3, "[N,2] [N,3] [N,1]")]
    [InlineData(13, "Split", "N,6 | i:2,4", "axis=1", 2, "[N,2] [N,4]")]
    [InlineData(13, "Split", "N,6", "axis=-1", 2, "[N,3] [N,3]")]
    [InlineData(18, "Split", "N,7", "axis=1 num_outputs=3", 3, "[N,3] [N,3] [N,1]")]
    [InlineData(13, "Split", "N,6 | 2", "axis=1", 2, "[N,?] [N,?]")]
    [InlineData(9, "TopK", "N,6", "k=2", 2, "[N,2] [N,2]")]
    [InlineData(11, "TopK", "N,6 | i:3", "axis=0", 2, "[3,6] [3,6]")]
    public void Several_outputs(long opset, string opType, string inputs, string attributes, int outputs, string expected) =>
        Assert.Equal(expected, SingleNode.Create(opset, opType, inputs, attributes, outputs).Shapes);
}
