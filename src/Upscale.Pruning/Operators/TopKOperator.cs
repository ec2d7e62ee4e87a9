using System.Collections.Immutable;
using Upscale.Onnx;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Operators;

/// <summary>The k largest or smallest elements along an axis: values and indices, of size k there; the other axes are carried.</summary>
internal sealed class TopKOperator : Operator
{
    public override ImmutableArray<string> OpTypes { get; } = ["TopK"];

    internal override void InferShapes(ShapeContext context)
    {
        if (context.Input(0) is { } input && Axis(context, input.Rank) is { } axis)
        {
            var count = context.Node.HasAttribute("k") ? context.Node.Int("k", 0)
                : context.Sizes(1) is { Terms: [var size] } ? size.Dim
                : Dim.Unknown;
            context.Set(0, input.With(axis, count));
            context.Set(1, input.With(axis, count));
        }
    }

    internal override Labels Labels(OperatorContext context)
    {
        var rank = context.Input(0)?.Rank ?? 0;
        var letters = Operators.Labels.Axes(rank, other => other != Axis(context, rank));
        return $"{letters}, . -> {letters}, {letters}";
    }

    private static int? Axis(OperatorContext context, int rank) => OperatorContext.Axis(context.Node.Int("axis", -1), rank);
}
