using Upscale.Execution.Verification;
using Upscale.Onnx;
using Upscale.Pruning.Rewriting;

namespace Upscale.Execution.Tests.Verification;

public sealed class OutputComparisonTests
{
    [Fact]
    public void Figures_are_the_largest_difference_and_magnitude()
    {
        var result = Compare(Floats(1, -4, 2), Floats(1, -4.5f, 2.25f));

        Assert.Equal((0.5, 4, 4e-4), (result.LargestError, result.LargestMagnitude, Math.Round(result.Tolerance, 12)));
        Assert.False(result.Passed);
    }

    [Fact]
    public void Channels_are_compared_where_the_order_puts_them()
    {
        var expected = Tensor.FromFloats("y", [2, 3, 2], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
        var actual = Tensor.FromFloats("y", [2, 3, 2], [5, 6, 1, 2, 3, 4, 11, 12, 7, 8, 9, 10]);

        Assert.Equal(0, Compare(expected, actual, new OutputOrder(1, [1, 2, 0])).LargestError);
        Assert.False(Compare(expected, actual).Passed);
    }

    [Fact]
    public void Integers_must_be_exact_however_large()
    {
        var (one, other) = (Tensor.FromInt64s("y", [1], [long.MaxValue]), Tensor.FromInt64s("y", [1], [long.MaxValue - 1]));

        Assert.True(Compare(one, one).Passed);
        Assert.Equal(1, Compare(one, other).LargestError);
        Assert.False(Compare(one, other).Passed);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void Quantised_outputs_may_differ_by_one_step(bool quantised, bool passes)
    {
        var builder = new ModelBuilder();
        var x = builder.Input("x", 1);
        builder.Output(
            quantised
                ? builder.Node("QuantizeLinear", [x, builder.Constant("scale", [], [1f])])
                : builder.Node("Cast", [x], ("to", (long)ElementType.UInt8)),
            ElementType.UInt8,
            1);
        var output = builder.Build().Graph.Outputs[0];

        var result = OutputComparison.Compare(output, Bytes(7), Bytes(8), null, Tolerance.Single);

        Assert.Equal(passes, result.Passed);
        Assert.False(OutputComparison.Compare(output, Bytes(7), Bytes(9), null, Tolerance.Single).Passed);
    }

    [Theory]
    [InlineData(float.NaN, float.NaN)]
    [InlineData(float.PositiveInfinity, float.PositiveInfinity)]
    [InlineData(1, float.NaN)]
    [InlineData(1, float.NegativeInfinity)]
    public void What_is_not_finite_differs(float expected, float actual) => Assert.False(Compare(Floats(1, expected), Floats(1, actual)).Passed);

    [Fact]
    public void Another_shape_type_or_order_is_an_obstacle()
    {
        Assert.Contains("[2]", Compare(Floats(1), Floats(1, 2)).Obstacle, StringComparison.Ordinal);
        Assert.Contains("Int64", Compare(Floats(1), Tensor.FromInt64s("y", [1], [1])).Obstacle, StringComparison.Ordinal);
        Assert.Contains("order", Compare(Floats(1, 2), Floats(1, 2), new OutputOrder(0, [2, 1, 0])).Obstacle, StringComparison.Ordinal);
    }

    [Fact]
    public void Constant_and_two_valued_outputs_are_degenerate()
    {
        Assert.Equal(OutputStrength.Degenerate, OutputComparison.StrengthOf(Floats(0, 0, 0)));
        Assert.Equal(OutputStrength.Degenerate, OutputComparison.StrengthOf(Floats(0, 1, 0, 1)));
        Assert.Equal(OutputStrength.Varied, OutputComparison.StrengthOf(Floats(0, 1, 2)));
        Assert.Equal(OutputStrength.NotFinite, OutputComparison.StrengthOf(Floats(0, 1, float.NaN)));
    }

    private static Tensor Floats(params float[] values) => Tensor.FromFloats("y", [values.Length], values);

    private static Tensor Bytes(byte value) => Tensor.FromBytes("y", ElementType.UInt8, [1], new[] { value });

    private static OutputVerification Compare(Tensor expected, Tensor actual, OutputOrder? order = null)
    {
        var builder = new ModelBuilder();
        var x = builder.Input("x", expected.ElementType, [.. expected.Dims.Select(Dim.Known)]);
        builder.Output(builder.Node("Identity", [x]), expected.ElementType, [.. expected.Dims.Select(Dim.Known)]);
        return OutputComparison.Compare(builder.Build().Graph.Outputs[0], expected, actual, order, Tolerance.Single);
    }
}
