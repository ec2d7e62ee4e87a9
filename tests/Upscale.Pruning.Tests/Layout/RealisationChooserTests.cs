using System.Collections.Immutable;
using Upscale.Onnx;
using Upscale.Pruning.Costs;
using Upscale.Pruning.Layout;
using Upscale.Pruning.Selection;
using Upscale.Pruning.Tests.Channels;

namespace Upscale.Pruning.Tests.Layout;

public sealed class RealisationChooserTests
{
    private const int Channels = 128;

    [Fact]
    public void A_consumer_of_everything_that_survives_reads_the_tensor_as_it_is() =>
        Assert.Equal([Realisation.Drop, Realisation.Drop], Choose(Fork(3), Range(0, 64), Range(0, 64)));

    [Fact]
    public void A_small_range_is_sliced() =>
        Assert.Equal([Realisation.Drop, Realisation.Slice], Choose(Fork(3), Range(0, 128), Range(32, 32)));

    [Fact]
    public void Scattered_channels_are_gathered() =>
        Assert.Equal([Realisation.Drop, Realisation.Gather], Choose(Fork(3), Range(0, 128), Every(4)));

    [Fact]
    public void A_range_with_a_hole_is_gathered_because_a_slice_would_copy_more() =>
        Assert.Equal([Realisation.Drop, Realisation.Gather], Choose(Fork(3), Range(0, 128), [.. Range(0, 16).Select((flag, i) => flag && i != 7)]));

    [Fact]
    public void Nearly_everything_is_read_whole() =>
        Assert.Equal([Realisation.Drop, Realisation.Absorb], Choose(Fork(3), Range(0, 128), Range(0, 120)));

    [Fact]
    public void A_layer_that_costs_little_reads_everything() =>
        Assert.Equal([Realisation.Drop, Realisation.Absorb], Choose(Fork(1, outputs: 1), Range(0, 128), Range(0, 16)));

    [Fact]
    public void A_grouped_convolution_never_copies() =>
        Assert.Equal([Realisation.Drop, Realisation.Absorb], Choose(Fork(3, groups: 2), Range(0, 128), Range(0, 16)));

    [Fact]
    public void A_grouped_transposed_convolution_never_copies() =>
        Assert.Equal([Realisation.Drop, Realisation.Absorb], Choose(
            builder =>
            {
                var x = builder.Conv(builder.Input("x", 1, 1, 28, 28), 1, Channels, 1);
                builder.Output(builder.Conv(x, Channels, Channels, 3));
                builder.Output(builder.Node("ConvTranspose", [x, builder.Weight("w", Channels, 64, 3, 3)], ("group", 2L)));
            },
            Range(0, 128), Range(0, 16)));

    [Fact]
    public void A_flattened_tensor_is_never_copied() =>
        Assert.Equal([Realisation.Drop, Realisation.Absorb], Choose(
            builder =>
            {
                var x = builder.Conv(builder.Input("x", 1, 1, 4, 4), 1, Channels, 1);
                builder.Output(builder.Conv(x, Channels, 8, 3));
                builder.Output(builder.Gemm(builder.Node("Flatten", [x]), Channels * 16, 512));
            },
            Range(0, 128), Range(0, 16)));

    [Fact]
    public void What_is_read_in_any_case_is_kept_with_its_weights()
    {
        var graph = Analysed.Graph(Fork(3));
        var chooser = Chooser(graph);
        var hole = Range(32, 16).Select((flag, i) => flag && i != 40).ToImmutableArray();
        var kept = chooser.Restore(new([Every(4), hole]), [Realisation.Absorb, Realisation.Slice]);

        Assert.Equal(Range(0, 128).AsEnumerable(), kept[0]);
        Assert.Equal(Range(32, 16).AsEnumerable(), kept[1]);
    }

    [Fact]
    public void A_gather_and_a_drop_restore_nothing()
    {
        var kept = new KeptSets([Every(4), Every(3)]);
        Assert.Equal(kept.Flags.AsEnumerable(), Chooser(Analysed.Graph(Fork(3))).Restore(kept, [Realisation.Drop, Realisation.Gather]).Flags);
    }

    private static Action<ModelBuilder> Fork(int kernel, int outputs = 128, int groups = 1) => builder =>
    {
        var x = builder.Conv(builder.Input("x", 1, 1, 28, 28), 1, Channels, 1);
        builder.Output(builder.Conv(x, Channels, outputs, kernel));
        builder.Output(builder.Conv(x, Channels, outputs, kernel, groups: groups));
    };

    private static ImmutableArray<bool> Range(int start, int count) =>
        [.. Enumerable.Range(0, Channels).Select(channel => channel >= start && channel < start + count)];

    private static ImmutableArray<bool> Every(int step) => [.. Enumerable.Range(0, Channels).Select(channel => channel % step == 0)];

    private static Realisation[] Choose(Action<ModelBuilder> build, params ImmutableArray<bool>[] kept)
    {
        var graph = Analysed.Graph(build);
        var sets = new KeptSets([.. kept]);
        var alive = SurvivingSlots.Find(graph.Channels, sets, graph.Nothing(), new float[graph.Channels.SlotCount], new() { Round = 1 });
        return [.. Chooser(graph, alive).Choose(sets, ReadPolicy.Cheapest)];
    }

    private static RealisationChooser Chooser(AnalysedGraph graph) => Chooser(graph, [.. graph.Nothing().Select(_ => true)]);

    private static RealisationChooser Chooser(AnalysedGraph graph, bool[] alive) =>
        new(graph, new(graph.Channels, graph.Blocks, alive, PhysicalLayout.OriginalRanks(graph.Channels, graph.Blocks)), CostModel.Analytic, block: 1);
}
