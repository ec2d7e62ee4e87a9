using System.Collections.Immutable;
using Upscale.Onnx;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Operators;

/// <summary>Permutes axes: output axis i is input axis <c>perm[i]</c>; reversed when <c>perm</c> is not given.</summary>
internal sealed class TransposeOperator : Operator
{
    public override ImmutableArray<string> OpTypes { get; } = ["Transpose"];

    internal override void InferShapes(ShapeContext context)
    {
        if (context.Input(0) is not { } input)
        {
            return;
        }

        var order = Order(context, input.Rank)
            ?? throw context.Contradiction($"a permutation of {input.Rank} axes", $"[{string.Join(",", context.Node.Ints("perm")!)}]");
        var output = new Shape(order.Select(axis => input[axis]));
        context.Set(0, output);
        if (context.Sizes(0) is { Dims: [var rows, var columns] } sizes)
        {
            var terms = order is [0, 1] ? sizes.Terms : [.. Enumerable.Range(0, sizes.Terms.Length)
                .Select(i => sizes.Terms[(int)((i % rows * columns) + (i / rows))])];
            context.SetSizes(0, new(terms, [.. output.Select(dim => dim.Size)]));
        }
        else if (input.Rank < 2)
        {
            context.SetSizes(0, context.Sizes(0));
        }
    }

    internal override Tensor? Evaluate(OperatorContext context)
    {
        return context.Constant(0) is { } constant && Order(context, constant.Dims.Length) is { } order
            ? TensorTransposition.Apply(constant, order)
            : null;
    }

    internal override bool FollowsRepeats => true;

    internal override Labels Labels(OperatorContext context)
    {
        if (context.Input(0) is not { } input || Order(context, input.Rank) is not { } order)
        {
            return Pinned("the rank of its input is not known");
        }

        var letters = Operators.Labels.Axes(input.Rank, _ => true);
        return $"{letters} -> {string.Concat(order.Select(axis => letters[axis]))}";
    }

    private static int[]? Order(OperatorContext context, int rank)
    {
        var order = context.Node.Ints("perm") ?? [.. Enumerable.Range(0, rank).Reverse().Select(axis => (long)axis)];
        return order.Order().SequenceEqual(Enumerable.Range(0, rank).Select(axis => (long)axis)) ? [.. order.Select(axis => (int)axis)] : null;
    }
}
