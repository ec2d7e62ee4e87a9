using Upscale.Onnx;
using Upscale.Pruning.Importance;

namespace Upscale.Pruning.Tests.Importance;

public sealed class ChannelStatisticTests
{
    // Two samples of two channels of 2 x 2.
    private static readonly Tensor Maps = Tensor.FromFloats(
        "x", [2, 2, 2, 2], [1, 2, 2, 4, 1, 0, 0, 1, 0, 0, 0, 0, 3, 0, 0, 4]);

    [Fact]
    public void Mean_squares_are_over_samples_and_positions() =>
        Assert.Equal([25 / 8.0, 27 / 8.0], Result(new MeanSquareStatistic(1, 2, (1, 0)), Maps));

    [Fact]
    public void Mean_ranks_are_over_samples() => Assert.Equal([0.5, 2], Result(new MeanRankStatistic(1, 2, (1, 0)), Maps));

    [Fact]
    public void Tensors_add_up() =>
        Assert.Equal([(25 + 32) / 16.0, (27 + 32) / 16.0], Result(
            new MeanSquareStatistic(1, 2, (1, 0)), Maps, Tensor.FromFloats("x", [2, 2, 2, 2], [.. Enumerable.Repeat(2f, 16)])));

    [Fact]
    public void Channels_may_lie_on_the_last_axis()
    {
        // [1, height 2, width 2, channels 2].
        var tensor = Tensor.FromFloats("x", [1, 2, 2, 2], [1, 1, 2, 0, 2, 0, 4, 5]);

        Assert.Equal([25 / 4.0, 26 / 4.0], Result(new MeanSquareStatistic(3, 2, (1, 0)), tensor));
        Assert.Equal([1, 2], Result(new MeanRankStatistic(3, 2, (1, 0)), tensor));
    }

    [Fact]
    public void Channels_may_lie_between_other_axes()
    {
        // [1, 2, channels 3, 2]: maps of 2 x 2.
        var tensor = Tensor.FromFloats("x", [1, 2, 3, 2], [1, 2, 0, 0, 1, 0, 2, 4, 0, 0, 0, 1]);

        Assert.Equal([1, 0, 2], Result(new MeanRankStatistic(2, 3, (1, 0)), tensor));
    }

    [Fact]
    public void Channels_without_a_height_and_width_have_one_value_per_sample()
    {
        var tensor = Tensor.FromFloats("x", [4, 3], [1, 0, 2, 1, 0, 0, 1, 0, 4, 1, 0, 0]);

        Assert.Equal([1, 0, 5], Result(new MeanSquareStatistic(1, 3, (1, 0)), tensor));
        Assert.Equal([1, 0, 0.5], Result(new MeanRankStatistic(1, 3, (1, 0)), tensor));
    }

    [Fact]
    public void Integers_count_from_their_zero_point()
    {
        var tensor = Tensor.FromBytes("x", ElementType.UInt8, [1, 2, 1, 2], new byte[] { 130, 126, 128, 138 });

        Assert.Equal([4 * 0.25, 50 * 0.25], Result(new MeanSquareStatistic(1, 2, (0.5f, 128)), tensor));
    }

    private static double[] Result(ChannelStatistic statistic, params Tensor[] tensors)
    {
        Array.ForEach(tensors, statistic.Add);
        return statistic.Result();
    }
}
