using Upscale.Onnx;
using Upscale.Pruning.Importance;
using Upscale.Pruning.Selection;
using Upscale.Pruning.Tests.Channels;
using Upscale.Pruning.Tests.Rewriting;

namespace Upscale.Pruning.Tests.Importance;

public sealed class CriterionTests
{
    private static readonly float[] Weights = [1, -3, 0, -2, 4, 0];

    [Theory]
    [InlineData("l1", new float[] { 3, 7, 0 })]
    [InlineData("l2", new[] { 2.236068f, 5, 0 })]
    [InlineData("zeros", new float[] { 1, 1, 0 })]
    public void Scores_of_a_convolution_are_norms_over_everything_that_a_channel_meets(string criterion, float[] expected) =>
        AssertScores(expected, criterion, builder => Conv(builder, builder.Constant("w", [2, 3, 1, 1], Weights), groups: 1, channels: 3));

    [Theory]
    [InlineData("l1", new float[] { 3, 7, 0 })]
    [InlineData("l2", new[] { 2.236068f, 5, 0 })]
    public void Weights_in_half_precision_score_the_same(string criterion, float[] expected) =>
        AssertScores(expected, criterion, builder =>
        {
            var x = builder.Node("Conv", [builder.Input("x", ElementType.Float16, 1, 1, 1, 1), builder.Constant(HalfTensor.From("first", [3, 1, 1, 1], [1, 1, 1]))]);
            builder.Output(builder.Node("Conv", [x, builder.Constant(HalfTensor.From("w", [2, 3, 1, 1], Weights))]), ElementType.Float16);
        });

    [Theory]
    [InlineData("l1", new float[] { 1 + 5, 2 + 6, 3 + 7, 4 + 8 })]
    [InlineData("l2", new[] { 5.0990195f, 6.3245554f, 7.615773f, 8.944272f })]
    public void A_channel_of_a_grouped_convolution_meets_only_the_outputs_of_its_group(string criterion, float[] expected) =>
        AssertScores(expected, criterion, builder => Conv(
            builder, builder.Constant("w", [4, 2, 1, 1], [1, 2, 5, 6, 3, 4, 7, 8]), groups: 2, channels: 4));

    [Fact]
    public void A_grouped_transposed_convolution_scores_its_rows() =>
        AssertScores([1 + 2, 3 + 4, 5 + 6, 7 + 8], "l1", builder =>
        {
            var x = builder.Conv(builder.Input("x", 1, 1, 1, 1), 1, 4, 1);
            var w = builder.Constant("w", [4, 2, 1, 1], [1, 2, 3, 4, 5, 6, 7, 8]);
            builder.Output(builder.Node("ConvTranspose", [x, w], ("group", 2L)));
        });

    [Theory]
    [InlineData("l1", new float[] { 1 + 2 + 3 + 4, 5 + 6 + 7 + 8 })]
    [InlineData("l2", new[] { 5.477226f, 13.190906f })]
    public void Positions_that_Flatten_made_of_one_channel_score_together(string criterion, float[] expected) =>
        AssertScores(expected, criterion, builder =>
        {
            var x = builder.Node("Flatten", [builder.Conv(builder.Input("x", 1, 1, 1, 2), 1, 2, 1)]);
            builder.Output(builder.Node("Gemm", [x, builder.Constant("w", [4, 2], [1, 2, 3, 4, 5, 6, 7, 8])]));
        });

    [Fact]
    public void Negative_zero_counts_as_zero() =>
        AssertScores([0, 1], "zeros", builder => Conv(builder, builder.Constant("w", [1, 2, 1, 1], [-0f, 1e-30f]), groups: 1, channels: 2));

    [Fact]
    public void Kernels_wider_than_one_position_are_summed() =>
        AssertScores([6, 15], "l1", builder => Conv(builder, builder.Constant("w", [1, 2, 1, 3], [1, 2, -3, 4, -5, 6]), groups: 1, channels: 2));

    [Fact]
    public void Scores_of_a_slot_are_summed_over_its_consumers()
    {
        var graph = Analysed.Graph(builder =>
        {
            var x = builder.Conv(builder.Input("x", 1, 1, 1, 1), 1, 2, 1);
            builder.Output(builder.Conv(x, 2, 1, 1));
            builder.Output(builder.Conv(builder.Concat(1, x, x), 4, 1, 1));
        });
        var sums = ScoredChannels.PerSlot(ScoredChannels.Read(graph.Channels, new([[1, 2], [10, 20, 30, 40]])), graph.Channels);

        Assert.Equal([1 + 10 + 30, 2 + 20 + 40], graph.Channels.Consumers[0].Channels.Slots.ToArray().Select(slot => sums[slot]));
    }

    [Fact]
    public void Every_criterion_is_found_by_its_name()
    {
        Assert.Equal(["bn", "fpgm", "hrank", "l1", "l2", "lamp", "variance", "zeros"], CriterionCatalog.Names);
        Assert.All(CriterionCatalog.All, criterion => Assert.Same(criterion, CriterionCatalog.Find(criterion.Name)));
        Assert.Equal("UPS1202", Assert.Throws<UpscaleException>(() => CriterionCatalog.Find("lamb")).Code);
    }

    private static void Conv(ModelBuilder builder, string weights, long groups, long channels) => builder.Output(builder.Node(
        "Conv", [builder.Conv(builder.Input("x", 1, 1, 3, 3), 1, channels, 1), weights], ("group", groups)));

    private static void AssertScores(float[] expected, string criterion, Action<ModelBuilder> build) =>
        Scores.AssertEqual(expected, Assert.Single(Scores.Of(criterion, build)));
}
