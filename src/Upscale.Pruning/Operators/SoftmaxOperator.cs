using System.Collections.Immutable;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Operators;

/// <summary>Softmax and its relatives, of any rank; mixes its axis, before opset 13 that axis and all behind it.</summary>
internal sealed class SoftmaxOperator : Operator
{
    public override ImmutableArray<string> OpTypes { get; } = ["Hardmax", "LogSoftmax", "Softmax"];

    internal override void InferShapes(ShapeContext context) => context.SetLike(0, 0);

    internal override bool FollowsRepeats => true;

    internal override Labels Labels(OperatorContext context)
    {
        var flattens = context.Node.Opset < 13;
        var mixed = OperatorContext.Axis(context.Node.Int("axis", flattens ? 1 : -1), context.Input(0)?.Rank ?? 0);
        return mixed is null && !flattens
            ? Pinned("its axis is out of range")
            : Carry(context.Input(0), axis => flattens ? axis < (mixed ?? int.MaxValue) : axis != mixed);
    }
}
