using Upscale.Pruning.Tests.Operators;

namespace Upscale.Pruning.Tests.Shapes;

public sealed class WindowShapeTests
{
    [Theory]
    [InlineData("N,3,224,224 | w:64,3,7,7", "strides=[2,2] pads=[3,3,3,3]", "[N,64,112,112]")]
    [InlineData("N,3,16 | w:8,3,3", "", "[N,8,14]")]
    [InlineData("N,3,8,16,16 | w:8,3,3,3,3 | w:8", "pads=[1,1,1,1,1,1] strides=[1,2,2]", "[N,8,8,8,8]")]
    [InlineData("1,8,7,7 | w:8,1,3,3", "group=8 dilations=[2,2]", "[1,8,3,3]")]
    [InlineData("1,3,7,7 | w:4,3,3,3", "strides=[2,2] auto_pad='SAME_UPPER'", "[1,4,4,4]")]
    [InlineData("1,3,7,7 | w:4,3,3,3", "strides=[2,2] auto_pad='SAME_LOWER' pads=[9,9,9,9]", "[1,4,4,4]")]
    [InlineData("1,3,7,7 | w:4,3,3,3", "auto_pad='VALID'", "[1,4,5,5]")]
    [InlineData("N,3,H,7 | w:4,3,3,3", "", "[N,4,?,5]")]
    public void A_convolution_slides_its_kernel(string inputs, string attributes, string expected) =>
        Assert.Equal(expected, SingleNode.Create(17, "Conv", inputs, attributes).Shapes);

    [Theory]
    [InlineData("N,8,4,4 | w:8,6,2,2", "strides=[2,2]", "[N,6,8,8]")]
    [InlineData("1,8,3,3 | w:8,6,3,3", "strides=[2,2] pads=[1,1,1,1] output_padding=[1,1]", "[1,6,6,6]")]
    [InlineData("1,8,3,3 | w:8,6,3,3", "strides=[3,2] output_shape=[10,8]", "[1,6,10,8]")]
    [InlineData("1,8,3,3 | w:8,6,3,3", "strides=[2,2] auto_pad='SAME_UPPER'", "[1,6,6,6]")]
    [InlineData("1,8,3,3 | w:8,1,2,2", "group=8 dilations=[2,2]", "[1,8,5,5]")]
    [InlineData("1,8,3,3 | w:8,3,2,2", "group=2", "[1,6,4,4]")]
    public void A_transposed_convolution_spreads_its_kernel(string inputs, string attributes, string expected) =>
        Assert.Equal(expected, SingleNode.Create(17, "ConvTranspose", inputs, attributes).Shapes);

    [Theory]
    [InlineData("MaxPool", "N,8,7,7", "kernel_shape=[3,3] strides=[2,2]", "[N,8,3,3]")]
    [InlineData("MaxPool", "N,8,7,7", "kernel_shape=[2,2] strides=[2,2] ceil_mode=1", "[N,8,4,4]")]
    [InlineData("MaxPool", "N,8,5,5", "kernel_shape=[1,1] strides=[3,3] ceil_mode=1 pads=[0,0,1,1]", "[N,8,2,2]")]
    [InlineData("MaxPool", "N,8,6,6", "kernel_shape=[2,2] strides=[4,4] ceil_mode=1 pads=[0,0,2,2]", "[N,8,2,2]")]
    [InlineData("AveragePool", "1,8,7", "kernel_shape=[3] dilations=[2]", "[1,8,3]")]
    [InlineData("LpPool", "1,8,7,7", "kernel_shape=[3,3] auto_pad='SAME_UPPER' strides=[2,2]", "[1,8,4,4]")]
    [InlineData("GlobalAveragePool", "N,8,7,7,7", "", "[N,8,1,1,1]")]
    [InlineData("MaxRoiPool", "1,8,7,7 | 5,5", "pooled_shape=[2,3]", "[5,8,2,3]")]
    [InlineData("RoiAlign", "1,8,7,7 | R,4 | R", "output_height=2 output_width=3", "[R,8,2,3]")]
    [InlineData("GridSample", "N,8,7,7 | N,5,6,2", "", "[N,8,5,6]")]
    public void Pooling_keeps_the_channels(string opType, string inputs, string attributes, string expected) =>
        Assert.Equal(expected, SingleNode.Create(17, opType, inputs, attributes).Shapes);

    [Fact]
    public void The_indices_of_a_maximum_have_its_shape() =>
        Assert.Equal("[1,8,2,2] [1,8,2,2]", SingleNode.Create(17, "MaxPool", "1,8,4,4", "kernel_shape=[2,2] strides=[2,2]", outputs: 2).Shapes);

    [Theory]
    [InlineData("DepthToSpace", "N,12,2,3", "[N,3,4,6]")]
    [InlineData("SpaceToDepth", "N,3,4,6", "[N,12,2,3]")]
    public void Blocks_move_between_channels_and_space(string opType, string inputs, string expected) =>
        Assert.Equal(expected, SingleNode.Create(13, opType, inputs, "blocksize=2").Shapes);

    [Theory]
    [InlineData(7, "Upsample", "1,3,4,5", "scales={1,1,2,3}", "[1,3,8,15]")]
    [InlineData(9, "Upsample", "N,3,4,5 | f:1,1,2,3", "", "[N,3,8,15]")]
    [InlineData(10, "Resize", "N,3,4,5 | f:1,1,0.5,0.6", "", "[N,3,2,3]")]
    [InlineData(11, "Resize", "1,3,4,5 | f: | f:1,1,1.5,1.5", "", "[1,3,6,7]")]
    [InlineData(13, "Resize", "N,3,H,W | - | - | i:1,3,8,9", "", "[1,3,8,9]")]
    [InlineData(13, "Resize", "N,3,4,5 | - | f: | i:2,3,8,9", "", "[2,3,8,9]")]
    [InlineData(18, "Resize", "N,3,4,5 | - | - | i:9,8", "axes=[3,2]", "[N,3,8,9]")]
    [InlineData(18, "Resize", "N,3,4,8 | - | - | i:6,6", "axes=[2,3] keep_aspect_ratio_policy='not_larger'", "[N,3,3,6]")]
    [InlineData(18, "Resize", "N,3,4,8 | - | - | i:6,6", "axes=[2,3] keep_aspect_ratio_policy='not_smaller'", "[N,3,6,12]")]
    [InlineData(19, "Resize", "N,3,4,5 | - | 2", "", "[?,?,?,?]")]
    public void Resampling_follows_scales_or_sizes(long opset, string opType, string inputs, string attributes, string expected) =>
        Assert.Equal(expected, SingleNode.Create(opset, opType, inputs, attributes).Shapes);
}
