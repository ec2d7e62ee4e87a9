using Upscale.Pruning.Channels;
using Upscale.Pruning.Rewriting;

namespace Upscale.Pruning.Operators;

/// <summary>What the attribute <c>group</c> makes of a convolution, transposed or not.</summary>
internal static class GroupedConvolution
{
    /// <summary>Labels for one group, for one channel per group (depthwise), and a reason for anything between.</summary>
    public static Labels Labels(OperatorContext context, string ordinary) =>
        context.Node.Int("group", 1) == 1 ? ordinary
        : IsDepthwise(context) ? "_C., C_., C -> _C."
        : Operators.Labels.Pinned("its groups tie the positions of channels");

    /// <summary>Whether every group reads one channel and makes one.</summary>
    public static bool IsDepthwise(OperatorContext context) =>
        context.Node.Int("group", 1) is > 1 and var group
        && context.Input(1) is { Rank: >= 2 } weight && weight[0] == group && weight[1] == 1L;

    /// <summary>
    /// Between ordinary and depthwise: every group keeps the same number of input channels, and of output channels; which ones is free.
    /// A group of one input channel carries it to all outputs of its group.
    /// </summary>
    /// <param name="flow">The node.</param>
    /// <param name="transposed">Whether weights are [I, O/g, …] rather than [O, I/g, …].</param>
    /// <returns>false when the node is not grouped; nothing is done then.</returns>
    public static bool Propagate(ChannelFlow flow, bool transposed)
    {
        var groups = (int)flow.Node.Int("group", 1);
        if (groups <= 1 || IsDepthwise(flow.Context))
        {
            return false;
        }

        if (WeightSite.Of(flow.Context, 1)?.Values is not { Dims.Length: >= 3, Count: > 0 } weights || flow.Input(0) is { SingleAxis: not 1 } || flow.IsActivation(2))
        {
            flow.PinAll("its weights are computed, or the channels lie on another axis");
            return true;
        }

        var count = (int)weights.Dims[transposed ? 1 : 0] * (transposed ? groups : 1);
        if (flow.Context.Constant(2) is { } bias && (bias.Dims.Length != 1 || bias.Count != count))
        {
            flow.PinAll("its bias does not fit its weights");
            return true;
        }

        var outputs = flow.Produce(count);
        var made = new ChannelSlots(1, outputs);
        flow.Require(new EqualGroups(outputs, groups));
        flow.Bind(1, transposed ? 1 : 0, made, groups: transposed ? groups : 1);
        if (flow.Context.Constant(2) is not null)
        {
            flow.Bind(2, 0, made);
        }

        if (flow.Input(0) is { } channels)
        {
            flow.Require(new EqualGroups(channels.List, groups));
            flow.Consume(0, 1, transposed ? 0 : 1, transposed ? 1 : groups, groups);
        }

        flow.Output(0, made);
        return true;
    }

    /// <summary>A depthwise convolution has as many groups as channels.</summary>
    public static void Fix(FixContext context)
    {
        if (IsDepthwise(context) && context.NewShape(context.Node.Outputs[0]!)?[1] is { IsKnown: true } channels)
        {
            context.Patch.SetAttribute(context.Node, "group", channels.Size);
        }
    }
}
