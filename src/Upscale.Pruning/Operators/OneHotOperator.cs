using System.Collections.Immutable;
using Upscale.Onnx;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Operators;

/// <summary>Indices [I…], depth, values -> [I…] with an axis of size depth inserted at <c>axis</c>.</summary>
internal sealed class OneHotOperator : Operator
{
    public override ImmutableArray<string> OpTypes { get; } = ["OneHot"];

    internal override void InferShapes(ShapeContext context)
    {
        if (context.Input(0) is { } indices && OperatorContext.Axis(context.Node.Int("axis", -1), indices.Rank + 1) is { } axis)
        {
            var depth = context.Sizes(1) is { Terms: [var size] } ? size.Dim : Dim.Unknown;
            context.Set(0, new([.. indices.Take(axis), depth, .. indices.Skip(axis)]));
        }
    }

    internal override Labels Labels(OperatorContext context) => Pinned("it reads its input as indices");
}
