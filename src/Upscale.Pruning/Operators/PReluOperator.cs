using System.Collections.Immutable;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Operators;

/// <summary>Parametric Relu: X, slope broadcast to X from the right -> Y of the shape of X.</summary>
internal sealed class PReluOperator : Operator
{
    public override ImmutableArray<string> OpTypes { get; } = ["PRelu"];

    internal override void InferShapes(ShapeContext context)
    {
        context.SetLike(0, 0);
        if (context.Input(0) is { } input && context.Broadcast(input, context.Input(1)) is { } joined)
        {
            context.RequireSame(input.Rank, joined.Rank, "axes, as many as its slope has");
        }
    }

    internal override Labels Labels(OperatorContext context) => "* -> *";
}
