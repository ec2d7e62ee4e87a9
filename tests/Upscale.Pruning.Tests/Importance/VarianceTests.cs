using Upscale.Onnx;
using Upscale.Pruning.Importance;

namespace Upscale.Pruning.Tests.Importance;

public sealed class VarianceTests
{
    // Mean squares 2² + (-1)², 3² + 0², 0.5² + 2², times squared norms 4, 9, 1.
    [Fact]
    public void Without_a_Relu_the_mean_square_is_that_of_a_normal_distribution() =>
        AssertScores([20, 81, 4.25f], [2, 3, -0.5f], [-1, 0, 2], (_, x) => x);

    // Of N(0, 1) half of 1 is left; of N(1, 1) 2 Φ(1) + φ(1); of N(-2, 2) four times 2 Φ(-1) - φ(1).
    [Fact]
    public void Behind_a_Relu_the_negative_half_is_zero() =>
        AssertScores([4 * 0.5f, 9 * 1.924660f, 0.301359f], [1, -1, 2], [0, 1, -2], (builder, x) => builder.Relu(x));

    [Theory]
    [InlineData(0, true)]
    [InlineData(-1, false)]
    public void A_Clip_from_zero_on_is_a_Relu(float low, bool rectifies) => AssertScores(
        rectifies ? [4 * 0.5f, 9 * 1.924660f, 0.301359f] : [4, 9 * 2, 8],
        [1, -1, 2],
        [0, 1, -2],
        (builder, x) => builder.Node("Clip", [x, builder.Constant("low", [], [low]), builder.Constant("high", [], [6])]));

    [Fact]
    public void Channels_that_are_not_normalised_count_with_their_weights_alone()
    {
        var scores = Scores.Of("variance", builder =>
            Read(builder, builder.Conv(builder.Input("x", 1, 1, 1, 1), 1, 3, 1)));

        Scores.AssertEqual([4, 9, 1], Assert.Single(scores));
    }

    [Theory]
    [InlineData(0, 1, 0.5)]
    [InlineData(1, 1, 1.9246602167)]
    [InlineData(-1, 1, 0.0753397833)]
    [InlineData(2, 0, 4)]
    [InlineData(-2, 0, 0)]
    [InlineData(8, 2, 68)]
    [InlineData(30, 1, 901)]
    public void Moments_of_a_rectified_Gaussian(double mean, double deviation, double expected) =>
        Assert.Equal(expected, RectifiedGaussian.MeanSquare(mean, deviation), 1e-3 * expected);

    [Theory]
    [InlineData(0.5)]
    [InlineData(2.9)]
    [InlineData(3.1)]
    [InlineData(6)]
    public void The_halves_on_both_sides_of_zero_make_the_whole(double mean)
    {
        var (above, below) = (RectifiedGaussian.MeanSquare(mean, 1), RectifiedGaussian.MeanSquare(-mean, 1));

        Assert.Equal((mean * mean) + 1, above + below, 1e-12);
        Assert.InRange(below, 1e-12, above);
    }

    private static void AssertScores(float[] expected, float[] scales, float[] shifts, Func<ModelBuilder, string, string> carry) =>
        Scores.AssertEqual(expected, Assert.Single(Scores.Of("variance", builder =>
        {
            var x = builder.Conv(builder.Input("x", 1, 1, 1, 1), 1, 3, 1);
            var ones = builder.Constant("ones", [3], [1, 1, 1]);
            x = builder.Node("BatchNormalization", [x, builder.Constant("scales", [3], scales), builder.Constant("shifts", [3], shifts), ones, ones]);
            Read(builder, carry(builder, x));
        })));

    private static void Read(ModelBuilder builder, string x) =>
        builder.Output(builder.Node("Conv", [x, builder.Constant("w", [1, 3, 1, 1], [2, -3, 1])]));
}
