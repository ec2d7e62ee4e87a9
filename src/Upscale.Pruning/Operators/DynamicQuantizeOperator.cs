using System.Collections.Immutable;
using Upscale.Onnx;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Operators;

/// <summary>X -> Y of its shape, with one scale and one zero point (scalars) taken from the range of all elements.</summary>
internal sealed class DynamicQuantizeOperator : Operator
{
    public override ImmutableArray<string> OpTypes { get; } = ["DynamicQuantizeLinear"];

    internal override void InferShapes(ShapeContext context)
    {
        context.SetLike(0, 0);
        context.Set(1, Shape.Scalar);
        context.Set(2, Shape.Scalar);
    }

    internal override Labels Labels(OperatorContext context) => Pinned("its scale is taken from the range of all channels");
}
