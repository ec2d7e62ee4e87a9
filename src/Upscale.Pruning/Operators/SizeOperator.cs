using System.Collections.Immutable;
using Upscale.Onnx;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Operators;

/// <summary>The number of elements of a tensor of any rank -> scalar.</summary>
internal sealed class SizeOperator : Operator
{
    public override ImmutableArray<string> OpTypes { get; } = ["Size"];

    internal override void InferShapes(ShapeContext context) => context.Set(0, Shape.Scalar);

    internal override Labels Labels(OperatorContext context) => Pinned("its result counts the channels");
}
