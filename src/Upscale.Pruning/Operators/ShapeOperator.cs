using System.Collections.Immutable;
using Upscale.Pruning.Channels;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Operators;

/// <summary>The extents of a tensor of any rank, from axis <c>start</c> to <c>end</c> -> [count].</summary>
internal sealed class ShapeOperator : Operator
{
    public override ImmutableArray<string> OpTypes { get; } = ["Shape"];

    internal override void InferShapes(ShapeContext context)
    {
        if (context.Input(0) is not { } input)
        {
            return;
        }

        var start = Bound(context.Node.Int("start", 0), input.Rank);
        var count = Math.Max(Bound(context.Node.Int("end", input.Rank), input.Rank) - start, 0);
        context.Set(0, new(count));
        context.SetSizes(0, new([.. Enumerable.Range(start, count)
            .Select(axis => new SizeTerm(input[axis], new AxisOrigin(context.Node.Input(0)!, axis)))]));
    }

    internal override bool FollowsRepeats => true;

    /// <summary>Reads extents, no elements: nothing is carried and nothing pinned; the sizes it makes are followed by their origins.</summary>
    internal override Labels Labels(OperatorContext context) => ". -> .";

    internal override void Propagate(ChannelFlow flow)
    {
    }

    private static int Bound(long axis, int rank) => (int)Math.Clamp(axis < 0 ? axis + rank : axis, 0, rank);
}
