using Upscale.Onnx;
using Upscale.Pruning.Importance;
using Upscale.Pruning.Selection;
using Upscale.Pruning.Tests.Channels;

namespace Upscale.Pruning.Tests.Selection;

public sealed class SelectorTests
{
    private static readonly float[] Held = [.. Enumerable.Repeat(float.PositiveInfinity, 4)];

    [Theory]
    [InlineData(10, 0.0, 10)]
    [InlineData(10, 0.35, 7)]
    [InlineData(10, 0.4, 6)]
    [InlineData(3, 0.3, 3)]
    [InlineData(64, 0.95, 4)]
    [InlineData(1, 0.99, 1)]
    public void A_ratio_removes_the_floor_of_its_share(int total, double ratio, int kept) =>
        Assert.Equal(kept, BlockRounding.Kept(total, ratio));

    [Theory]
    [InlineData(20, 64, 16, 32)]
    [InlineData(32, 64, 16, 32)]
    [InlineData(20, 24, 16, 24)]
    [InlineData(3, 10, 1, 3)]
    [InlineData(0, 10, 1, 1)]
    [InlineData(0, 10, 16, 1)]
    [InlineData(5, 10, int.MaxValue, 10)]
    public void Counts_are_rounded_up_to_a_block_but_never_beyond_what_there_is(int kept, int total, int block, int expected) =>
        Assert.Equal(expected, BlockRounding.Up(kept, total, block));

    [Fact]
    public void Local_selection_removes_the_same_share_of_every_consumer() => AssertKept(
        ["1010", "0011"],
        new() { Ratio = 0.5, Round = 1 },
        Fork(4),
        [[4, 1, 3, 2], [1, 2, 3, 4]]);

    [Fact]
    public void Of_equal_scores_the_first_channels_stay() => AssertKept(
        ["1100", "1010"],
        new() { Ratio = 0.5, Round = 1 },
        Fork(4),
        [[1, 1, 1, 1], [2, 1, 2, 1]]);

    [Fact]
    public void A_kept_count_is_rounded_up_with_the_best_of_the_removed_channels() => AssertKept(
        ["10110111"],
        new() { Ratio = 0.7, Round = 6 },
        builder => builder.Output(builder.Conv(builder.Conv(builder.Input("x", 1, 1, 2, 2), 1, 8, 1), 8, 1, 1)),
        [[8, 1, 7, 6, 2, 5, 4, 3]]);

    [Theory]
    [InlineData(2, false, "11110000")]
    [InlineData(4, false, "11110000")]
    [InlineData(8, false, "11111111")]
    [InlineData(8, true, "11100000")]
    [InlineData(16, false, "11100000")]
    public void A_kept_count_of_a_group_is_rounded_up_to_blocks_that_it_has(int round, bool splits, string expected) => AssertKept(
        [expected + expected],
        new() { Ratio = 0.625, Round = round, SplitsBlocks = splits },
        builder => builder.Output(builder.Conv(builder.Conv(builder.Input("x", 1, 1, 2, 2), 1, 16, 1), 16, 2, 1, groups: 2)),
        [[8, 7, 6, 5, 4, 3, 2, 1, 8, 7, 6, 5, 4, 3, 2, 1]]);

    [Fact]
    public void Who_alone_reads_what_a_grouped_convolution_makes_loses_as_many_channels_in_every_group() =>
        AssertKept(["1111", "10011100"], new() { Ratio = 0.5, Round = 1 }, Grouped(readers: 1), [Held, [8, 1, 2, 3, 50, 60, 40, 30]]);

    [Fact]
    public void One_of_two_readers_loses_its_worst_channels() => AssertKept(
        ["1111", "00001111", "11110000"], new() { Ratio = 0.5, Round = 1 }, Grouped(readers: 2), [Held, [1, 2, 3, 4, 50, 60, 40, 30], [9, 8, 7, 6, 1, 2, 3, 4]]);

    [Fact]
    public void So_does_who_would_keep_more_with_equal_numbers() =>
        AssertKept(["1111", "00101111"], new() { Ratio = 0.375, Round = 1 }, Grouped(readers: 1), [Held, [1, 2, 9, 4, 50, 60, 40, 30]]);

    [Fact]
    public void Every_group_of_a_grouped_convolution_loses_the_same_number() => AssertKept(
        ["10011100"],
        new() { Ratio = 0.5, Round = 1 },
        builder => builder.Output(builder.Conv(builder.Conv(builder.Input("x", 1, 1, 2, 2), 1, 8, 1), 8, 2, 1, groups: 2)),
        [[8, 1, 2, 3, 50, 60, 40, 30]]);

    [Fact]
    public void Channels_that_occur_in_two_groups_are_ranked_together() => AssertKept(
        ["01"],
        new() { Ratio = 0.5, Round = 1 },
        builder =>
        {
            var x = builder.Conv(builder.Input("x", 1, 1, 2, 2), 1, 4, 1);
            var twice = builder.Node("Gather", [x, builder.Int64s("picks", 3, 1, 3, 1)], ("axis", 1L));
            builder.Output(builder.Conv(twice, 4, 4, 1, groups: 2));
        },
        [[1, 2]]);

    [Fact]
    public void Global_selection_removes_the_lowest_scores_of_the_whole_model() => AssertKept(
        ["1111", "0001"],
        new() { Ratio = 0.4, Round = 1, Scope = PruningScope.Global },
        Fork(4),
        [[10, 11, 12, 13], [1, 2, 3, 4]]);

    [Fact]
    public void Global_selection_leaves_every_consumer_one_channel() => AssertKept(
        ["0011", "0001"],
        new() { Ratio = 0.75, Round = 1, Scope = PruningScope.Global },
        Fork(4),
        [[10, 11, 12, 13], [1, 2, 3, 4]]);

    [Fact]
    public void Constrained_selection_ranks_the_sums_over_all_consumers() => AssertKept(
        ["0101", "0101"],
        new() { Ratio = 0.5, Round = 1, Mode = PruningMode.Constrained },
        Fork(4),
        [[4, 5, 1, 1], [0, 0, 2, 9]]);

    [Fact]
    public void Constrained_selection_keeps_equal_counts_in_the_groups_of_a_grouped_convolution() => AssertKept(
        ["1001", "1001"],
        new() { Ratio = 0.5, Round = 1, Mode = PruningMode.Constrained },
        builder =>
        {
            var x = builder.Conv(builder.Input("x", 1, 1, 2, 2), 1, 4, 1);
            builder.Output(builder.Conv(x, 4, 2, 1, groups: 2));
            builder.Output(builder.Conv(x, 4, 2, 1));
        },
        [[4, 1, 8, 9], [4, 1, 8, 9]]);

    [Fact]
    public void Constrained_global_selection_counts_every_shared_channel_once() => AssertKept(
        ["0111", "0111", "01"],
        new() { Ratio = 0.4, Round = 1, Mode = PruningMode.Constrained, Scope = PruningScope.Global },
        builder =>
        {
            var x = builder.Conv(builder.Input("x", 1, 1, 2, 2), 1, 4, 1);
            builder.Output(builder.Conv(x, 4, 1, 1));
            builder.Output(builder.Conv(builder.Conv(x, 4, 2, 1), 2, 1, 1));
        },
        [[1, 5, 6, 7], [1, 5, 6, 7], [3, 4]]);

    [Fact]
    public void A_pattern_keeps_what_is_not_zero_and_one_channel_where_all_are() => AssertKept(
        ["0101", "1000"],
        new() { Ratio = 0.9, Criterion = "zeros" },
        Fork(4),
        [[0, 1, 0, 1], [0, 0, 0, 0]]);

    /// <summary>A layer without scores, two groups of four that it makes, and who reads them.</summary>
    private static Action<ModelBuilder> Grouped(int readers) => builder =>
    {
        var x = builder.Relu(builder.Conv(builder.Conv(builder.Input("x", 1, 1, 2, 2), 1, 4, 1), 4, 8, 1, groups: 2));
        for (var reader = 0; reader < readers; reader++)
        {
            builder.Output(builder.Conv(x, 8, 1, 1));
        }
    };

    private static Action<ModelBuilder> Fork(int channels) => builder =>
    {
        var x = builder.Conv(builder.Input("x", 1, 1, 2, 2), 1, channels, 1);
        builder.Output(builder.Conv(x, channels, 1, 1));
        builder.Output(builder.Conv(x, channels, 1, 1));
    };

    private static void AssertKept(string[] expected, PruningOptions options, Action<ModelBuilder> build, float[][] scores)
    {
        var selector = Selector.For(options, CriterionCatalog.Find(options.Criterion));
        var channels = Analysed.Graph(build).Channels;
        var kept = selector.Select(channels, ScoredChannels.Read(channels, new([.. scores])));
        Assert.Equal(expected, kept.Flags.Select(flags => string.Concat(flags.Select(keep => keep ? '1' : '0'))));
    }
}
