using Upscale.Pruning.Tests.Operators;

namespace Upscale.Pruning.Tests.Shapes;

public sealed class ReshapeShapeTests
{
    [Theory]
    [InlineData("N,64,7,7 | i:0,-1", "", "[N,3136]")]
    [InlineData("N,64,7,7 | i:-1,3136", "", "[N,3136]")]
    [InlineData("N,64,7,7 | i:0,2,-1,7,7", "", "[N,2,32,7,7]")]
    [InlineData("N,64,H,W | i:0,64,-1", "", "[N,64,?]")]
    [InlineData("?,64,7,7 | i:0,-1", "", "[?,3136]")]
    [InlineData("2,3,4 | i:-1", "", "[24]")]
    [InlineData("N,6 | i:-1,2,3", "", "[N,2,3]")]
    [InlineData("N,6 | i:-1,3", "", "[?,3]")]
    [InlineData("0,6 | i:0,3,2", "allowzero=1", "[0,3,2]")]
    [InlineData("N,6 | 3", "", "[?,?,?]")]
    [InlineData("N,6 | ?", "", "unknown")]
    [InlineData("1 | i:", "", "[]")]
    public void A_target_is_resolved_as_far_as_its_input_is_known(string inputs, string attributes, string expected) =>
        Assert.Equal(expected, SingleNode.Create(14, "Reshape", inputs, attributes).Shapes);
}
