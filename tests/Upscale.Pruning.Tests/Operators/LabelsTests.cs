using Upscale.Pruning.Operators;

namespace Upscale.Pruning.Tests.Operators;

public sealed class LabelsTests
{
    [Theory]
    [InlineData("_I.", 4, "_I__")]
    [InlineData("_I.", 2, "_I")]
    [InlineData("_I.", 1, null)]
    [InlineData(".I", 3, "__I")]
    [InlineData("OI", 2, "OI")]
    [InlineData("OI", 3, null)]
    [InlineData(".", 0, "")]
    [InlineData("", 0, "")]
    [InlineData("*", 3, "abc")]
    public void Labels_are_written_out_for_a_rank(string labels, int rank, string? expected) => Assert.Equal(expected, Labels.Expand(labels, rank));

    [Fact]
    public void Operands_that_are_not_named_are_not_followed()
    {
        var labels = Labels.Parse("_I., OI., O -> _O.");

        Assert.Equal(["_I.", "OI.", "O", "."], Enumerable.Range(0, 4).Select(labels.Input));
        Assert.Equal(["_O.", "."], Enumerable.Range(0, 2).Select(labels.Output));
        Assert.Null(labels.Reason);
    }

    [Fact]
    public void A_lone_star_stands_for_every_operand() => Assert.Equal("*", Labels.Parse("* -> *").Input(7));

    [Fact]
    public void A_pin_names_no_operand() => Assert.Equal(("because", "."), (Labels.Pinned("because").Reason!, Labels.Pinned("because").Input(0)));

    [Fact]
    public void Axes_beyond_the_alphabet_are_not_followed() => Assert.Equal("yz_", Labels.Axes(27, _ => true)[24..]);
}
