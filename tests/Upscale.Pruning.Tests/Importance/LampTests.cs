namespace Upscale.Pruning.Tests.Importance;

public sealed class LampTests
{
    // 5 / 5, 1 / (5 + 4 + 2 + 1), 4 / (5 + 4), 2 / (5 + 4 + 2).
    [Theory]
    [InlineData(new float[] { 5, 1, 4, 2 }, new[] { 1, 0.083333f, 0.444444f, 0.181818f })]
    [InlineData(new float[] { 2, 5, 1, 4 }, new[] { 0.181818f, 1, 0.083333f, 0.444444f })]
    [InlineData(new float[] { -4, 2, 5, -1 }, new[] { 0.444444f, 0.181818f, 1, 0.083333f })]
    public void Each_norm_is_divided_by_the_sum_of_those_from_the_largest_down_to_it(float[] weights, float[] expected) =>
        AssertScores(expected, weights.Length, 1, weights);

    [Fact]
    public void Norms_are_Euclidean() => AssertScores([1, 1f / 6], 2, 2, [3, 1, 4, 0]);

    [Fact]
    public void Of_equal_norms_the_first_counts_as_the_larger() => AssertScores([1, 1 / 2f, 1 / 3f, 1 / 4f], 4, 1, [2, -2, 2, -2]);

    [Fact]
    public void Channels_without_weights_score_zero() => AssertScores([0, 1, 0], 3, 1, [0, 7, 0]);

    [Fact]
    public void A_layer_of_zeros_scores_zero() => AssertScores([0, 0], 2, 1, [0, 0]);

    [Fact]
    public void The_scale_of_a_layer_does_not_matter()
    {
        var scores = Scores.Of("lamp", builder =>
        {
            var x = builder.Conv(builder.Input("x", 1, 1, 1, 1), 1, 4, 1);
            builder.Output(builder.Node("Conv", [x, builder.Constant("small", [1, 4, 1, 1], [0.05f, 0.01f, 0.04f, 0.02f])]));
            builder.Output(builder.Node("Conv", [x, builder.Constant("large", [1, 4, 1, 1], [500, 100, 400, 200])]));
        });

        Scores.AssertEqual(scores[0], scores[1]);
        Scores.AssertEqual([1, 0.083333f, 0.444444f, 0.181818f], scores[0]);
    }

    private static void AssertScores(float[] expected, int channels, int outputs, float[] weights) => Scores.AssertEqual(
        expected,
        Assert.Single(Scores.Of("lamp", builder => builder.Output(builder.Node(
            "Conv",
            [builder.Conv(builder.Input("x", 1, 1, 1, 1), 1, channels, 1), builder.Constant("w", [outputs, channels, 1, 1], weights)])))));
}
