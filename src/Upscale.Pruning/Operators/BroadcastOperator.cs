using System.Collections.Immutable;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Operators;

/// <summary>Functions of one to many tensors, element by element, broadcast to one shape.</summary>
internal sealed class BroadcastOperator : Operator
{
    public override ImmutableArray<string> OpTypes { get; } =
    [
        "And", "BitShift", "BitwiseAnd", "BitwiseOr", "BitwiseXor", "Equal", "Greater", "GreaterOrEqual", "Less", "LessOrEqual",
        "Max", "Mean", "Min", "Or", "Pow", "Sum", "Where", "Xor", "com.microsoft:BiasGelu", "com.microsoft:FastGelu",
    ];

    internal override void InferShapes(ShapeContext context) =>
        context.Set(0, context.Broadcast([.. Enumerable.Range(0, context.InputCount).Where(context.HasInput).Select(context.Input)]));

    internal override Labels Labels(OperatorContext context) => "* -> *";
}
