using System.Collections.Immutable;
using Upscale.Onnx;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Operators;

/// <summary>Cuts a tensor along one axis into parts of given sizes (attribute or input 1) or of one size; the other axes are carried.</summary>
internal sealed class SplitOperator : Operator
{
    public override ImmutableArray<string> OpTypes { get; } = ["Split"];

    internal override void InferShapes(ShapeContext context)
    {
        if (context.Input(0) is not { } input || Axis(context, input.Rank) is not { } axis)
        {
            return;
        }

        var parts = Parts(context, input[axis]);
        if (parts.Length != context.OutputCount)
        {
            throw context.Contradiction($"{context.OutputCount} parts", $"{parts.Length}");
        }

        context.RequireSame(input[axis], parts.Aggregate(Dim.Known(0), DimArithmetic.Plus), "elements in all parts");
        for (var output = 0; output < parts.Length; output++)
        {
            context.Set(output, input.With(axis, parts[output]));
        }
    }

    internal override Labels Labels(OperatorContext context) =>
        Axis(context, context.Input(0)?.Rank ?? 0) is { } axis
            ? Carry(context.Input(0), other => other != axis, outputs: context.OutputCount)
            : Pinned("its axis is not known");

    private static Dim[] Parts(ShapeContext context, Dim extent)
    {
        if (context.Node.Ints("split") is { } attribute)
        {
            return [.. attribute.Select(Dim.Known)];
        }

        if (context.HasInput(1))
        {
            return context.Sizes(1) is { } sizes
                ? [.. sizes.Terms.Select(term => term.Dim)]
                : [.. Enumerable.Repeat(Dim.Unknown, context.OutputCount)];
        }

        var count = context.Node.Int("num_outputs", context.OutputCount);
        var part = extent.Map(size => (size + count - 1) / count);
        return [.. Enumerable.Repeat(part, context.OutputCount - 1), extent.Map(size => size - (part.Size * (count - 1)))];
    }

    private static int? Axis(OperatorContext context, int rank) => OperatorContext.Axis(context.Node.Int("axis", 0), rank);
}
