using Upscale.Onnx;

namespace Upscale.Pruning.Tests.Channels;

public sealed class OrderBlocksTests
{
    [Fact]
    public void Channels_that_occur_in_one_order_only_are_one_block() =>
        AssertBlocks("0,1,2,3", builder => builder.Output(builder.Conv(builder.Relu(First(builder, 4)), 4, 1, 1)));

    [Fact]
    public void Operands_of_a_Concat_keep_their_blocks() =>
        AssertBlocks("0,1|2,3", builder =>
        {
            var (left, right) = (First(builder, 2), builder.Conv(builder.Input("y", 1, 1, 2, 2), 1, 2, 1));
            builder.Output(builder.Conv(builder.Concat(1, left, right), 4, 1, 1));
        });

    [Fact]
    public void Concat_in_two_orders_keeps_blocks_too() =>
        AssertBlocks("0,1|2,3", builder =>
        {
            var (left, right) = (First(builder, 2), builder.Conv(builder.Input("y", 1, 1, 2, 2), 1, 2, 1));
            builder.Output(builder.Conv(builder.Concat(1, left, right), 4, 1, 1));
            builder.Output(builder.Conv(builder.Concat(1, right, left), 4, 1, 1));
        });

    [Fact]
    public void Parts_of_a_Split_are_blocks() =>
        AssertBlocks("0|1,2,3", builder =>
        {
            var parts = builder.NodeMany("Split", [First(builder, 4), builder.Int64s("sizes", 1, 3)], 2, ("axis", 1L));
            builder.Output(builder.Conv(parts[0], 1, 1, 1));
            builder.Output(builder.Conv(parts[1], 3, 1, 1));
        });

    [Fact]
    public void Overlapping_slices_are_cut_where_any_of_them_ends() =>
        AssertBlocks("0|1|2,3|4", builder =>
        {
            var x = First(builder, 5);
            builder.Output(builder.Conv(Slice(builder, x, 0, 4), 4, 1, 1));
            builder.Output(builder.Conv(Slice(builder, x, 1, 5), 4, 1, 1));
            builder.Output(builder.Conv(Slice(builder, x, 2, 5), 3, 1, 1));
        });

    [Fact]
    public void A_shuffle_leaves_blocks_of_one() =>
        AssertBlocks("0|1|2|3", builder =>
        {
            var split = builder.Node("Reshape", [First(builder, 4), builder.Int64s("split", 1, 2, 2, 2, 2)]);
            var turned = builder.Node("Transpose", [split], ("perm", new long[] { 0, 2, 1, 3, 4 }));
            builder.Output(builder.Conv(builder.Node("Reshape", [turned, builder.Int64s("merge", 1, 4, 2, 2)]), 4, 1, 1));
        }, isFixed: true);

    [Fact]
    public void A_tensor_joined_with_itself_stays_one_block() =>
        AssertBlocks("0,1,2", builder =>
        {
            var x = First(builder, 3);
            builder.Output(builder.Conv(builder.Concat(1, x, x), 6, 1, 1));
        });

    [Fact]
    public void An_addition_to_a_shifted_copy_breaks_the_block()
    {
        var graph = Analysed.Graph(builder =>
        {
            var x = First(builder, 4);
            var shifted = builder.Concat(1, Slice(builder, x, 1, 4), Slice(builder, x, 0, 1));
            builder.Output(builder.Conv(builder.Add(x, shifted), 4, 1, 1));
        });

        Assert.Equal("0", string.Join("|", graph.Blocks.Blocks.Take(1).Select(block => string.Join(",", block.Roots))));
    }

    [Fact]
    public void Groups_of_a_grouped_convolution_are_blocks() =>
        AssertBlocks("0,1|2,3", builder => builder.Output(builder.Conv(First(builder, 4), 4, 2, 1, groups: 2)));

    [Fact]
    public void A_pin_that_needs_the_order_fixes_the_block() =>
        AssertBlocks("0,1,2", builder =>
        {
            var x = First(builder, 3);
            builder.Output(builder.Node("Softmax", [x], ("axis", 1L)));
        }, isFixed: true);

    [Fact]
    public void A_graph_output_may_be_permuted_unless_its_order_is_preserved()
    {
        static void Build(ModelBuilder builder) => builder.Output(First(builder, 3));

        Assert.False(Analysed.Graph(Build).Blocks.Blocks[0].IsFixed);
        Assert.True(Analysed.Graph(Build, preserveOutputOrder: true).Blocks.Blocks[0].IsFixed);
    }

    private static string First(ModelBuilder builder, int channels) => builder.Conv(builder.Input("x", 1, 1, 2, 2), 1, channels, 1);

    private static string Slice(ModelBuilder builder, string x, long start, long end) =>
        builder.Node("Slice", [x, builder.Int64s($"start{start}{end}", start), builder.Int64s($"end{start}{end}", end), builder.Int64s($"axes{start}{end}", 1)]);

    private static void AssertBlocks(string expected, Action<ModelBuilder> build, bool isFixed = false)
    {
        var graph = Analysed.Graph(build);
        var last = expected.Split('|', ',').Max(int.Parse);
        var blocks = graph.Blocks.Blocks.Where(block => block.Roots[0] <= last).ToArray();
        Assert.Equal(expected, string.Join("|", blocks.Select(block => string.Join(",", block.Roots))));
        Assert.All(blocks, block => Assert.Equal(isFixed, block.IsFixed));
    }
}
