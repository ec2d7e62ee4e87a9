using System.Collections.Immutable;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Operators;

/// <summary>X with scale and zero point, both scalar or of size X[axis] -> Y of the shape of X; one scale per channel follows the channel.</summary>
internal sealed class QuantizeOperator : Operator
{
    public override ImmutableArray<string> OpTypes { get; } =
        ["DequantizeLinear", "QuantizeLinear", "com.microsoft:DequantizeLinear", "com.microsoft:QuantizeLinear"];

    internal override void InferShapes(ShapeContext context) => context.SetLike(0, 0);

    internal override Labels Labels(OperatorContext context)
    {
        if (context.Input(1) is not { Rank: <= 1 } scale)
        {
            return Pinned("it has a scale per block");
        }

        if (scale.Rank == 0 || scale[0] == 1L)
        {
            return "*, ., . -> *";
        }

        if (context.Input(0) is not { } input || OperatorContext.Axis(context.Node.Int("axis", 1), input.Rank) is not { } channel)
        {
            return Pinned("the axis of its scales is not known");
        }

        var letters = Operators.Labels.Axes(input.Rank, _ => true);
        return $"{letters}, {letters[channel]}, {letters[channel]} -> {letters}";
    }
}
