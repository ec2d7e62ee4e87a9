using Upscale.Onnx;
using Upscale.Pruning.Layout;
using Upscale.Pruning.Tests.Channels;

namespace Upscale.Pruning.Tests.Layout;

public sealed class PhysicalLayoutTests
{
    [Fact]
    public void Without_an_order_survivors_stay_as_they_were() =>
        AssertPositions([0, 2, 3], "conv_0", "1011", [], Chain);

    [Fact]
    public void Survivors_of_a_block_follow_their_ranks() =>
        AssertPositions([3, 0, 2], "conv_0", "1011", [1, 9, 2, 0], Chain);

    [Fact]
    public void Operands_of_a_Concat_are_permuted_within_themselves() =>
        AssertPositions([1, 0, 3, 2], "concat_2", "1111", [1, 0, 1, 0], builder =>
        {
            var x = builder.Input("x", 1, 1, 2, 2);
            var joined = builder.Concat(1, builder.Conv(x, 1, 2, 1), builder.Conv(x, 1, 2, 1));
            builder.Output(builder.Conv(joined, 4, 1, 1));
        });

    [Fact]
    public void Both_occurrences_of_a_tensor_have_the_same_order() =>
        AssertPositions([2, 0, 5, 3], "concat_1", "101", [1, 5, 0], builder =>
        {
            var x = builder.Conv(builder.Input("x", 1, 1, 2, 2), 1, 3, 1);
            builder.Output(builder.Conv(builder.Concat(1, x, x), 6, 1, 1));
        });

    [Fact]
    public void A_flattened_channel_moves_with_all_its_positions() =>
        AssertPositions([4, 5, 0, 1], "flatten_1", "101", [1, 5, 0], builder =>
        {
            var x = builder.Node("Flatten", [builder.Conv(builder.Input("x", 1, 1, 1, 2), 1, 3, 1)]);
            builder.Output(builder.Gemm(x, 6, 2));
        });

    [Fact]
    public void Parts_of_a_Split_have_their_own_order() =>
        AssertPositions([1, 0, 3, 2], "conv_0", "1111", [1, 0, 1, 0], builder =>
        {
            var parts = builder.NodeMany("Split", [builder.Conv(builder.Input("x", 1, 1, 1, 2), 1, 4, 1)], 2, ("axis", 1L));
            builder.Output(builder.Conv(parts[0], 2, 1, 1));
            builder.Output(builder.Conv(parts[1], 2, 1, 1));
        });

    [Fact]
    public void Channels_on_two_axes_keep_whole_rows_and_columns()
    {
        var graph = Analysed.Graph(builder =>
        {
            var x = builder.Node("Reshape", [builder.Conv(builder.Input("x", 1, 1, 2, 2), 1, 6, 1), builder.Int64s("split", 1, 2, 3, 4)]);
            builder.Output(builder.Conv(builder.Node("Reshape", [x, builder.Int64s("merge", 1, 6, 2, 2)]), 6, 1, 1));
        });
        var layout = Layout(graph, "010010", []);
        var split = graph.Model.Graph.Find("reshape_1")!;

        Assert.Equal([2, 1], layout.ExtentsOf(graph.Channels.ChannelsOf(split)!));
        Assert.Equal([1], layout.PositionsOn(graph.Channels.ChannelsOf(split)!, 1).ToArray());
        Assert.Equal("[1,2,1,4]", layout.ShapeOf(split, graph.Shapes, graph.Channels)!.ToString());
    }

    [Fact]
    public void Shapes_of_values_without_channels_stay()
    {
        var graph = Analysed.Graph(Chain);
        var layout = Layout(graph, "1011", []);

        Assert.Equal("[1,1,2,2]", layout.ShapeOf(graph.Model.Graph.Find("x")!, graph.Shapes, graph.Channels)!.ToString());
        Assert.Equal("[1,3,2,2]", layout.ShapeOf(graph.Model.Graph.Find("conv_0")!, graph.Shapes, graph.Channels)!.ToString());
    }

    private static void Chain(ModelBuilder builder) => builder.Output(builder.Conv(builder.Conv(builder.Input("x", 1, 1, 2, 2), 1, 4, 1), 4, 1, 1));

    private static void AssertPositions(int[] expected, string value, string alive, int[] ranks, Action<ModelBuilder> build)
    {
        var graph = Analysed.Graph(build);
        var channels = graph.Channels.ChannelsOf(graph.Model.Graph.Find(value)!)!;
        Assert.Equal(expected, Layout(graph, alive, ranks).PositionsOf(channels.List).ToArray());
    }

    private static PhysicalLayout Layout(AnalysedGraph graph, string alive, int[] ranks)
    {
        var all = graph.Nothing();
        Array.Fill(all, true);
        alive.Select(flag => flag == '1').ToArray().CopyTo(all, 0);
        var allRanks = PhysicalLayout.OriginalRanks(graph.Channels, graph.Blocks);
        ranks.CopyTo(allRanks, 0);
        return new(graph.Channels, graph.Blocks, all, allRanks);
    }
}
