using System.Collections.Immutable;
using Upscale.Onnx;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Operators;

/// <summary>Copies of one tensor, perhaps in another element type, at any rank.</summary>
internal sealed class CastOperator : Operator
{
    public override ImmutableArray<string> OpTypes { get; } = ["Cast", "CastLike", "Identity"];

    internal override void InferShapes(ShapeContext context)
    {
        context.SetLike(0, 0);
        var type = (ElementType)context.Node.Int("to", (long)ElementType.Int64);
        if (context.Node.OpType != "CastLike" && type is ElementType.Int32 or ElementType.Int64)
        {
            context.SetSizes(0, context.Sizes(0));
        }
    }

    internal override Tensor? Evaluate(OperatorContext context)
    {
        if (context.Constant(0) is not { } constant)
        {
            return FromSizes(context);
        }

        var type = context.Node.OpType == "Cast" ? (ElementType)context.Node.Int("to", 0) : constant.ElementType;
        return context.Node.OpType == "CastLike" ? null
            : type == constant.ElementType ? constant
            : type == ElementType.Float && constant.ElementType.IsFloat() ? Tensor.FromFloats(constant.Name, constant.Dims, constant.ToFloats())
            : null;
    }

    /// <summary>A known size that becomes a number (the scale of attention) stays what it was before pruning.</summary>
    private static Tensor? FromSizes(OperatorContext context) =>
        context.Node.OpType == "Cast" && (ElementType)context.Node.Int("to", 0) == ElementType.Float
        && context.Sizes(0) is { } sizes && sizes.ToIntegers() is { } values
            ? Tensor.FromFloats(context.Node.Outputs[0]!.Name, [.. sizes.Dims], [.. values.Select(value => (float)value)])
            : null;

    internal override IReadOnlyList<int>? ZeroedBy(OperatorContext context) => [];

    internal override bool FollowsRepeats => true;

    internal override Labels Labels(OperatorContext context) => "*, . -> *";
}
