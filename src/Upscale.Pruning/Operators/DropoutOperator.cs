using System.Collections.Immutable;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Operators;

/// <summary>Dropout: X, ratio, training_mode -> Y and mask of the shape of X; the identity at inference.</summary>
internal sealed class DropoutOperator : Operator
{
    public override ImmutableArray<string> OpTypes { get; } = ["Dropout"];

    internal override void InferShapes(ShapeContext context)
    {
        context.SetLike(0, 0);
        context.SetLike(1, 0);
    }

    internal override bool FollowsRepeats => true;

    internal override Labels Labels(OperatorContext context) =>
        context.HasInput(2) && context.Constant(2) is not { Bytes.Span: [0, ..] } && context.Constant(1)?.ToFloats() is not [0]
            ? Pinned("it may draw random numbers")
            : "*, ., . -> *, *";
}
