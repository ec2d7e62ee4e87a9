using Upscale.Generator.Naming;

namespace Upscale.Generator.Tests.Naming;

public sealed class IdentifierTests
{
    [Theory]
    [InlineData("data", "Data")]
    [InlineData("squeezenet0_flatten0_reshape0", "Squeezenet0Flatten0Reshape0")]
    [InlineData("/layer1/Conv_output_0", "Layer1ConvOutput0")]
    [InlineData("Plus214_Output_0", "Plus214Output0")]
    [InlineData("LOGITS", "Logits")]
    [InlineData("pixelValues", "PixelValues")]
    [InlineData("x:0", "X0")]
    [InlineData("1234", "Input1234")]
    [InlineData("", "Input")]
    [InlineData("--", "Input")]
    [InlineData("中文", "中文")]
    [InlineData("a\u200Bb", "AB")]
    public void Tensor_names_become_pascal_case(string name, string expected) => Assert.Equal(expected, Identifier.Pascal(name, "Input"));

    [Theory]
    [InlineData("class", "@class")]
    [InlineData("await", "@await")]
    [InlineData("data", "data")]
    public void Keywords_are_escaped(string name, string expected) => Assert.Equal(expected, Identifier.Escape(name));

    [Fact]
    public void Names_are_numbered_when_taken()
    {
        var scope = new NameScope("Data");

        Assert.Equal("Data2", scope.Take("Data"));
        Assert.Equal("Data3", scope.Take("Data"));
        Assert.Equal("X0", scope.Take("X0"));
        Assert.Equal("X0_2", scope.Take("X0"));
    }
}
