using System.Collections.Immutable;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Operators;

/// <summary>Index of the extreme element along an axis, which is kept with size 1 or removed.</summary>
internal sealed class ArgOperator : Operator
{
    public override ImmutableArray<string> OpTypes { get; } = ["ArgMax", "ArgMin"];

    internal override void InferShapes(ShapeContext context)
    {
        if (context.Input(0) is { } input && Axis(context, input.Rank) is { } axis)
        {
            context.Set(0, Reduction.Apply(context, input, [axis]));
        }
    }

    internal override Labels Labels(OperatorContext context) =>
        context.Input(0) is { } input && Axis(context, input.Rank) is { } axis
            ? Reduction.Labels(context, input.Rank, [axis])
            : Pinned("its axis is not known");

    private static int? Axis(OperatorContext context, int rank) => OperatorContext.Axis(context.Node.Int("axis", 0), rank);
}
