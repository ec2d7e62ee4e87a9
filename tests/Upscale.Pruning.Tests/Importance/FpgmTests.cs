using Upscale.Onnx;

namespace Upscale.Pruning.Tests.Importance;

public sealed class FpgmTests
{
    [Fact]
    public void Distances_to_all_rows_are_added_up()
    {
        // Rows (0, 0), (3, 4), (0, 1), (6, 8): distances 5, 1, 10, then sqrt(18), 5, then sqrt(85).
        var scores = Scores.Of("fpgm", builder => Conv(builder, builder.Constant("w", [2, 4, 1, 1], [0, 3, 0, 6, 0, 4, 1, 8]), channels: 4));

        Scores.AssertEqual([16, 14.242641f, 14.462185f, 24.219544f], Assert.Single(scores));
    }

    [Fact]
    public void Rows_far_from_zero_but_close_to_each_other_keep_their_distance()
    {
        // The square of their distance is below the precision of the squares of their norms.
        var scores = Scores.Of("fpgm", builder => Conv(builder, builder.Constant("w", [1, 3, 1, 1], [4096, 4096.0009765625f, 4096]), channels: 3));

        Assert.Equal([0.0009765625f, 0.001953125f, 0.0009765625f], Assert.Single(scores));
    }

    [Fact]
    public void Channels_of_a_grouped_convolution_are_compared_within_their_group()
    {
        // [4 outputs, 2 channels a group]: rows (1, 5), (2, 8) and (3, 7), (7, 4).
        var scores = Scores.Of("fpgm", builder => Conv(builder, builder.Constant("w", [4, 2, 1, 1], [1, 2, 5, 8, 3, 7, 7, 4]), channels: 4, groups: 2));

        Scores.AssertEqual([3.162278f, 3.162278f, 5, 5], Assert.Single(scores));
    }

    [Fact]
    public void A_grouped_transposed_convolution_compares_its_rows()
    {
        var scores = Scores.Of("fpgm", builder =>
        {
            var x = builder.Conv(builder.Input("x", 1, 1, 1, 1), 1, 4, 1);
            builder.Output(builder.Node("ConvTranspose", [x, builder.Constant("w", [4, 2, 1, 1], [0, 0, 3, 4, 1, 1, 1, 3])], ("group", 2L)));
        });

        Scores.AssertEqual([5, 5, 2, 2], Assert.Single(scores));
    }

    [Fact]
    public void Positions_that_Flatten_made_of_one_channel_are_one_row()
    {
        // Two positions with two outputs each: rows (0, 0, 0, 0), (1, 2, 2, 4), (0, 0, 3, 4).
        var scores = Scores.Of("fpgm", builder =>
        {
            var x = builder.Node("Flatten", [builder.Conv(builder.Input("x", 1, 1, 1, 2), 1, 3, 1)]);
            builder.Output(builder.Node("Gemm", [x, builder.Constant("w", [6, 2], [0, 0, 0, 0, 1, 2, 2, 4, 0, 0, 3, 4])]));
        });

        Scores.AssertEqual([5 + 5, 5 + 2.44949f, 5 + 2.44949f], Assert.Single(scores));
    }

    [Fact]
    public void Kernels_wider_than_one_position_lie_in_the_row()
    {
        var scores = Scores.Of("fpgm", builder => Conv(builder, builder.Constant("w", [1, 2, 1, 3], [1, 2, -3, 4, -5, 6]), channels: 2));

        Scores.AssertEqual([11.789826f, 11.789826f], Assert.Single(scores));
    }

    [Fact]
    public void Blocks_of_many_long_rows_give_the_sums_that_pairs_give()
    {
        const int Channels = 70;
        const int Length = 1200;
        var weights = new float[Channels * Length];
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] = MathF.Sin(i);
        }

        var scores = Assert.Single(Scores.Of("fpgm", builder => Conv(builder, builder.Constant("w", [1, Channels, 1, Length], weights), Channels)));

        for (var channel = 0; channel < Channels; channel++)
        {
            var expected = Enumerable.Range(0, Channels).Sum(other => Math.Sqrt(Enumerable.Range(0, Length)
                .Sum(i => Math.Pow(weights[(channel * Length) + i] - (double)weights[(other * Length) + i], 2))));
            Assert.Equal(expected, scores[channel], expected * 1e-6);
        }
    }

    private static void Conv(ModelBuilder builder, string weights, long channels, long groups = 1) => builder.Output(builder.Node(
        "Conv", [builder.Conv(builder.Input("x", 1, 1, 1, 2000), 1, channels, 1), weights], ("group", groups)));
}
