using Upscale.Onnx;
using Upscale.Pruning.Plans;
using Upscale.Pruning.Rewriting;
using Upscale.Pruning.Tests.Channels;

namespace Upscale.Pruning.Tests.Rewriting;

public sealed class MaskedReferenceTests
{
    [Fact]
    public void Weights_of_removed_channels_are_zero_and_nothing_else_changes()
    {
        var model = Analysed.Model(builder =>
        {
            var x = builder.Conv(builder.Input("x", 1, 1, 2, 2), 1, 3, 1);
            builder.Output(builder.Node("Conv", [x, builder.Constant("w", [2, 3, 1, 1], [1, 2, 3, 4, 5, 6])]));
        });
        var masked = MaskedReference.Build(model, Keeping(model, [0, 2]));

        Assert.Equal([1, 0, 3, 4, 0, 6], WeightsOf(masked, node: 1));
        Assert.Equal(WeightsOf(model, node: 0), WeightsOf(masked, node: 0));
        Assert.Equal(model.Graph.Nodes.Select(node => node.OpType), masked.Graph.Nodes.Select(node => node.OpType));
    }

    [Fact]
    public void A_group_is_masked_in_its_own_rows()
    {
        var model = Analysed.Model(builder =>
        {
            var x = builder.Conv(builder.Input("x", 1, 1, 2, 2), 1, 4, 1);
            builder.Output(builder.Node("Conv", [x, builder.Constant("w", [2, 2, 1, 1], [1, 2, 3, 4])], ("group", 2L)));
        });

        Assert.Equal([0, 2, 3, 0], WeightsOf(MaskedReference.Build(model, Keeping(model, [1, 2])), node: 1));
    }

    [Fact]
    public void A_flattened_channel_is_masked_at_all_its_positions()
    {
        var model = Analysed.Model(builder =>
        {
            var x = builder.Node("Flatten", [builder.Conv(builder.Input("x", 1, 1, 1, 2), 1, 2, 1)]);
            builder.Output(builder.Node("Gemm", [x, builder.Constant("w", [1, 4], [1, 2, 3, 4])], ("transB", 1L)));
        });

        Assert.Equal([0, 0, 3, 4], WeightsOf(MaskedReference.Build(model, Keeping(model, [1])), node: 2));
    }

    [Fact]
    public void A_weight_that_two_nodes_share_is_masked_for_each_on_its_own()
    {
        var model = Analysed.Model(builder =>
        {
            var w = builder.Constant("w", [1, 2, 1, 1], [1, 2]);
            var x = builder.Conv(builder.Input("x", 1, 1, 2, 2), 1, 2, 1);
            builder.Output(builder.Node("Conv", [x, w]));
            builder.Output(builder.Node("Conv", [x, w]));
        });
        var masked = MaskedReference.Build(model, Keeping(model, [0], [0, 1]));

        Assert.Equal([1, 0], WeightsOf(masked, node: 1));
        Assert.Equal([1, 2], WeightsOf(masked, node: 2));
    }

    private static PruningPlan Keeping(Model model, params int[][] kept)
    {
        var plan = Pruner.Prune(model, new() { Ratio = 0 }).Plan;
        return plan with { Consumers = [.. plan.Consumers.Zip(kept, (consumer, channels) => consumer with { Kept = [.. channels] })] };
    }

    private static float[] WeightsOf(Model model, int node) => model.Graph.Nodes[node].Input(1)!.Constant!.ToFloats();
}
