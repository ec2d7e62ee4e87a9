using System.Collections.Immutable;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Operators;

/// <summary>Reductions over some axes, by attribute or by input; without axes over all of them.</summary>
internal sealed class ReduceOperator : Operator
{
    public override ImmutableArray<string> OpTypes { get; } =
    [
        "ReduceL1", "ReduceL2", "ReduceLogSum", "ReduceLogSumExp", "ReduceMax", "ReduceMean", "ReduceMin", "ReduceProd", "ReduceSum",
        "ReduceSumSquare",
    ];

    internal override void InferShapes(ShapeContext context)
    {
        if (context.Input(0) is not { } input)
        {
            return;
        }

        var axes = Reduction.Axes(context, input.Rank);
        context.Set(0, axes is not null ? Reduction.Apply(context, input, axes)
            : Reduction.KeepsAxes(context) ? DimArithmetic.OfRank(input.Rank) : null);
        if (context.Node.OpType == "ReduceProd" && axes is [0] && context.Sizes(0) is { Dims.Length: 1 } sizes)
        {
            context.SetSizes(0, new([Product(sizes.Terms)], Reduction.KeepsAxes(context) ? [1] : []));
        }
    }

    internal override bool FollowsRepeats => true;

    internal override Labels Labels(OperatorContext context) =>
        context.Input(0) is { } input && Reduction.Axes(context, input.Rank) is { } axes
            ? Reduction.Labels(context, input.Rank, axes)
            : Pinned("its axes are not known");

    private static SizeTerm Product(ImmutableArray<SizeTerm> terms) => new(
        terms.All(term => term.Value is not null) ? terms.Aggregate(1L, (product, term) => unchecked(product * term.Value!.Value)) : null,
        null,
        SizeOrigins.Union(terms.Select(term => term.Origins)));
}
