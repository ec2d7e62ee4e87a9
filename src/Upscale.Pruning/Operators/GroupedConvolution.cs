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

    /// <summary>A depthwise convolution has as many groups as channels.</summary>
    public static void Fix(FixContext context)
    {
        if (IsDepthwise(context) && context.NewShape(context.Node.Outputs[0]!)?[1] is { IsKnown: true } channels)
        {
            context.Patch.SetAttribute(context.Node, "group", channels.Size);
        }
    }
}
