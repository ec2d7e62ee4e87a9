using System.Collections.Immutable;
using Upscale.Onnx;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Operators;

/// <summary>Normalization over the last axes, from <c>axis</c> on: X, scale, bias -> Y of the shape of X, statistics with sizes of 1 there.</summary>
internal sealed class LayerNormalizationOperator : Operator
{
    public override ImmutableArray<string> OpTypes { get; } = ["LayerNormalization", "RMSNormalization", "SimplifiedLayerNormalization"];

    internal override void InferShapes(ShapeContext context)
    {
        context.SetLike(0, 0);
        if (context.Input(0) is { } input && First(context) is { } first)
        {
            var statistics = new Shape(input.Select((dim, axis) => axis < first ? dim : 1));
            context.Set(1, statistics);
            context.Set(2, statistics);
        }
    }

    internal override Labels Labels(OperatorContext context)
    {
        var letters = Operators.Labels.Axes(context.Input(0)?.Rank ?? 0, axis => axis < First(context));
        return $"{letters}, ., . -> {letters}, {letters}, {letters}";
    }

    private static int? First(OperatorContext context) => OperatorContext.Axis(context.Node.Int("axis", -1), context.Input(0)?.Rank ?? 0);
}
