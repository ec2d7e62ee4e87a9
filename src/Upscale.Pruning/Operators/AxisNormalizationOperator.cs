using System.Collections.Immutable;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Operators;

/// <summary>Operators that keep the shape of their input and mix elements along some of its axes only.</summary>
internal sealed class AxisNormalizationOperator : Operator
{
    private static readonly ImmutableDictionary<string, Func<OperatorContext, int, IEnumerable<int?>>> MixedAxes =
        ImmutableDictionary.CreateRange<string, Func<OperatorContext, int, IEnumerable<int?>>>(
        [
            new("CumSum", (context, rank) => [context.Integers(1) is [var axis, ..] ? OperatorContext.Axis(axis, rank) : null]),
            new("LRN", (_, _) => [1]),
            new("LpNormalization", (context, rank) => [OperatorContext.Axis(context.Node.Int("axis", -1), rank)]),
            new("MeanVarianceNormalization", (context, rank) =>
                (context.Node.Ints("axes") ?? [0, 2, 3]).Select(axis => OperatorContext.Axis(axis, rank))),
            new("ReverseSequence", (context, rank) =>
                [OperatorContext.Axis(context.Node.Int("time_axis", 0), rank), OperatorContext.Axis(context.Node.Int("batch_axis", 1), rank)]),
            new("Trilu", (_, rank) => [rank - 2, rank - 1]),
        ]);

    public override ImmutableArray<string> OpTypes { get; } = [.. MixedAxes.Keys.Order(StringComparer.Ordinal)];

    internal override void InferShapes(ShapeContext context) => context.SetLike(0, 0);

    internal override Labels Labels(OperatorContext context)
    {
        var mixed = MixedAxes[context.Node.OpType](context, context.Input(0)?.Rank ?? 0).ToArray();
        return mixed.Contains(null) ? Pinned("its axis is not known") : Carry(context.Input(0), axis => !mixed.Contains(axis));
    }
}
