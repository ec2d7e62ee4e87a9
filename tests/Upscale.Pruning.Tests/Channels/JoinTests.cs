namespace Upscale.Pruning.Tests.Channels;

public sealed class JoinTests
{
    [Fact]
    public void Channels_that_meet_positions_of_a_tracked_tensor_are_held()
    {
        var graph = Analysed.Graph(builder =>
        {
            var x = builder.Input("x", 1, 2, 4);
            var (left, right) = (builder.Node("Conv", [x, builder.Weight("left", 4, 2, 1)]), builder.Node("Conv", [x, builder.Weight("right", 4, 2, 1)]));
            var sum = builder.Add(left, builder.Node("Transpose", [right], ("perm", new long[] { 0, 2, 1 })));
            builder.Output(builder.Node("Conv", [sum, builder.Weight("last", 3, 4, 1)]));
        });

        Assert.All(graph.Slots("conv_0"), root => Assert.True(graph.Channels.IsPinned(root)));
        Assert.All(graph.Slots("conv_1"), root => Assert.True(graph.Channels.IsPinned(root)));
    }
}
