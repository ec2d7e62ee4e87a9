using System.Collections.Immutable;
using Upscale.Onnx;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Operators;

/// <summary>Removes axes of size 1: those named by attribute or input 1, else all that are known to have size 1.</summary>
internal sealed class SqueezeOperator : Operator
{
    public override ImmutableArray<string> OpTypes { get; } = ["Squeeze"];

    internal override void InferShapes(ShapeContext context)
    {
        if (context.Input(0) is not { } input || Axes(context, input) is not { } axes)
        {
            return;
        }

        foreach (var axis in axes)
        {
            context.RequireSame(1, input[axis], $"as extent of axis {axis}");
        }

        var output = new Shape(input.Where((_, axis) => !axes.Contains(axis)));
        context.Set(0, output);
        context.SetSizes(0, context.Sizes(0)?.Reshape(output));
    }

    internal override IReadOnlyList<int> SizeInputs => [1];

    internal override Tensor? Evaluate(OperatorContext context) => context.Reshaped();

    internal override Labels Labels(OperatorContext context)
    {
        if (context.Input(0) is not { } input || Axes(context, input) is not { } axes)
        {
            return Pinned("the axes it removes are not known");
        }

        var letters = Operators.Labels.Axes(input.Rank, axis => !axes.Contains(axis));
        return $"{letters} -> {string.Concat(letters.Where((_, axis) => !axes.Contains(axis)))}";
    }

    private static int[]? Axes(OperatorContext context, Shape input) =>
        context.HasInput(1) || context.Node.HasAttribute("axes") ? context.Axes(input.Rank, 1)
        : input.IsStatic ? [.. Enumerable.Range(0, input.Rank).Where(axis => input[axis] == 1L)]
        : null;
}
