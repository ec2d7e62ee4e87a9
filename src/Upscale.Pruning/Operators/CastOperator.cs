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

    internal override Labels Labels(OperatorContext context) => "*, . -> *";
}
