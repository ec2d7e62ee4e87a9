using System.Collections.Immutable;
using Upscale.Onnx;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Operators;

/// <summary>Repeats X along its axes as input 1 says; an axis that is repeated once is carried.</summary>
internal sealed class TileOperator : Operator
{
    public override ImmutableArray<string> OpTypes { get; } = ["Tile"];

    internal override void InferShapes(ShapeContext context)
    {
        if (context.Input(0) is { } input)
        {
            context.Set(0, new(input.Select((dim, axis) => dim.Times(Repeats(context, input.Rank, axis)))));
        }
    }

    internal override IReadOnlyList<int> SizeInputs => [1];

    internal override Labels Labels(OperatorContext context)
    {
        var letters = Operators.Labels.Axes(context.Input(0)?.Rank ?? 0, axis => Repeats(context, context.Input(0)!.Rank, axis) == 1L);
        return $"{letters}, . -> {letters}";
    }

    private static Dim Repeats(OperatorContext context, int rank, int axis) =>
        context.Sizes(1) is { } repeats && repeats.Terms.Length == rank ? repeats.Terms[axis].Dim : Dim.Unknown;
}
