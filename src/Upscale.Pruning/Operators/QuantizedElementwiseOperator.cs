using System.Collections.Immutable;
using Upscale.Onnx;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Operators;

/// <summary>Sums and products of two integer tensors, each with scale and zero point per tensor, broadcast to one shape.</summary>
internal sealed class QuantizedElementwiseOperator : Operator
{
    private const int Second = 3;

    public override ImmutableArray<string> OpTypes { get; } = ["com.microsoft:QLinearAdd", "com.microsoft:QLinearMul"];

    internal override void InferShapes(ShapeContext context) =>
        context.Set(0, context.Broadcast(context.Input(0), context.Input(Second)));

    internal override Labels Labels(OperatorContext context)
    {
        if (context.Input(0) is not { } left || context.Input(Second) is not { } right || context.Output(0) is not { } output)
        {
            return Pinned("the ranks of its inputs are not known");
        }

        var letters = Operators.Labels.Axes(output.Rank, _ => true);
        return $"{Operand(left, output, letters)}, ., ., {Operand(right, output, letters)}, ., ., ., . -> {letters}";
    }

    private static string Operand(Shape operand, Shape output, string letters)
    {
        var added = output.Rank - operand.Rank;
        var labels = operand.Select((dim, axis) => dim == 1L && output[axis + added] != 1L ? '_' : letters[axis + added]);
        return operand.Rank == 0 ? "." : string.Concat(labels);
    }
}
