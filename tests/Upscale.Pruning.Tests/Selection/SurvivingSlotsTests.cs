using System.Collections.Immutable;
using Upscale.Onnx;
using Upscale.Pruning.Selection;
using Upscale.Pruning.Tests.Channels;

namespace Upscale.Pruning.Tests.Selection;

public sealed class SurvivingSlotsTests
{
    [Fact]
    public void A_slot_survives_when_any_consumer_keeps_it() =>
        AssertAlive("110100", 1, builder =>
        {
            var x = builder.Conv(builder.Input("x", 1, 1, 4, 4), 1, 6, 1);
            builder.Output(builder.Node("ReduceSum", [builder.Conv(x, 6, 1, 1)], ("keepdims", 0L)));
            builder.Output(builder.Node("ReduceSum", [builder.Conv(x, 6, 1, 1)], ("keepdims", 0L)));
        }, "110000|100100");

    [Fact]
    public void Pinned_slots_survive_whatever_is_kept() =>
        AssertAlive("1111", 1, builder =>
        {
            var x = builder.Conv(builder.Input("x", 1, 1, 4, 4), 1, 4, 1);
            builder.Output(x);
            builder.Output(builder.Conv(x, 4, 1, 1));
        }, "0100");

    [Fact]
    public void A_producer_is_rounded_up_with_the_most_important_of_the_dead() =>
        AssertAlive("10010110", 4, builder => builder.Output(builder.Conv(builder.Conv(builder.Input("x", 1, 1, 4, 4), 1, 8, 1), 8, 1, 1)), "10010000", priority: [0, 1, 2, 0, 3, 9, 8, 3]);

    [Fact]
    public void Every_part_of_a_Split_keeps_a_channel() =>
        AssertAlive("110010", 1, builder =>
        {
            var parts = builder.NodeMany("Split", [builder.Conv(builder.Input("x", 1, 1, 4, 4), 1, 6, 1)], 2, ("axis", 1L));
            builder.Output(builder.Conv(parts[0], 3, 1, 1));
            builder.Output(builder.Node("Relu", [builder.Conv(builder.Node("GlobalAveragePool", [parts[1]]), 3, 1, 1)]));
        }, "110|010");

    [Fact]
    public void A_part_that_nobody_reads_keeps_its_most_important_channel() =>
        AssertAlive("100010", 1, builder =>
        {
            var x = builder.Conv(builder.Input("x", 1, 1, 4, 4), 1, 6, 1);
            var parts = builder.NodeMany("Split", [x], 2, ("axis", 1L));
            builder.Output(builder.Conv(x, 6, 1, 1));
            builder.Output(builder.Conv(parts[0], 3, 1, 1));
        }, "100000|100", priority: [0, 0, 0, 1, 2, 1]);

    [Fact]
    public void Groups_of_a_grouped_convolution_are_filled_up_to_the_largest() =>
        AssertAlive("11001010", 1, builder =>
        {
            var x = builder.Conv(builder.Input("x", 1, 1, 4, 4), 1, 8, 1);
            builder.Output(builder.Conv(x, 8, 2, 1, groups: 2));
        }, "11001000", priority: [0, 0, 0, 0, 0, 1, 2, 1]);

    [Theory]
    [InlineData(2, "11001000", "11001010")]
    [InlineData(3, "11001010", "11101110")]
    [InlineData(8, "11001010", "11001010")]
    public void Groups_are_filled_up_to_whole_blocks_where_they_have_some(int round, string kept, string expected) =>
        AssertAlive(expected, round, builder =>
        {
            var x = builder.Conv(builder.Input("x", 1, 1, 4, 4), 1, 8, 1);
            builder.Output(builder.Conv(x, 8, 2, 1, groups: 2));
        }, kept, priority: [0, 0, 1, 0, 0, 1, 2, 0]);

    [Fact]
    public void Channels_on_two_axes_survive_as_a_product() =>
        AssertAlive("110110000", 1, builder =>
        {
            var x = builder.Node("Reshape", [builder.Conv(builder.Input("x", 1, 1, 2, 2), 1, 9, 1), builder.Int64s("split", 1, 3, 3, 4)]);
            var y = builder.Node("Reshape", [x, builder.Int64s("merge", 1, 9, 2, 2)]);
            builder.Output(builder.Conv(y, 9, 1, 1));
        }, "100010000");

    [Fact]
    public void Channels_that_an_addition_joins_live_together() =>
        AssertAlive("0101", 1, builder =>
        {
            var x = builder.Input("x", 1, 1, 4, 4);
            var (left, right) = (builder.Conv(x, 1, 4, 1), builder.Conv(x, 1, 4, 1));
            var sum = builder.Add(left, right);
            builder.Output(builder.Conv(left, 4, 1, 1));
            builder.Output(builder.Conv(sum, 4, 1, 1));
        }, "0100|0001");

    [Fact]
    public void What_starts_alive_stays_alive()
    {
        var graph = Analysed.Graph(builder => builder.Output(builder.Conv(builder.Conv(builder.Input("x", 1, 1, 4, 4), 1, 3, 1), 3, 1, 1)));
        var start = graph.Nothing();
        start[2] = true;

        Assert.Equal([true, false, true], SurvivingSlots.Find(graph.Channels, Kept("100"), start, new float[graph.Channels.SlotCount], new() { Round = 1 }).Take(3));
    }

    private static KeptSets Kept(string kept) =>
        new([.. kept.Split('|').Select(flags => flags.Select(flag => flag == '1').ToImmutableArray())]);

    private static void AssertAlive(string expected, int round, Action<ModelBuilder> build, string kept, params float[] priority)
    {
        var graph = Analysed.Graph(build);
        var priorities = new float[graph.Channels.SlotCount];
        priority.CopyTo(priorities, 0);
        var alive = SurvivingSlots.Find(graph.Channels, Kept(kept), graph.Nothing(), priorities, new() { Round = round });
        var first = graph.Channels.Producers[0].Channels.Slots.ToArray();
        Assert.Equal(expected, string.Concat(first.Select(slot => alive[graph.Channels.Root(slot)] ? '1' : '0')));
    }
}
