using System.Collections.Immutable;
using Upscale.Onnx;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Operators;

/// <summary>Inserts axes of size 1, named by attribute or input 1 and counted in the output.</summary>
internal sealed class UnsqueezeOperator : Operator
{
    public override ImmutableArray<string> OpTypes { get; } = ["Unsqueeze"];

    internal override void InferShapes(ShapeContext context)
    {
        if (context.Input(0) is { } input && Axes(context, input.Rank) is { } axes)
        {
            var kept = new Queue<Dim>(input);
            var output = new Shape(Enumerable.Range(0, input.Rank + axes.Length).Select(axis => axes.Contains(axis) ? 1 : kept.Dequeue()));
            context.Set(0, output);
            context.SetSizes(0, context.Sizes(0)?.Reshape(output));
        }
    }

    internal override IReadOnlyList<int> SizeInputs => [1];

    internal override Tensor? Evaluate(OperatorContext context) => context.Reshaped();

    internal override Labels Labels(OperatorContext context)
    {
        if (context.Input(0) is not { } input || Axes(context, input.Rank) is not { } axes)
        {
            return Pinned("the axes it inserts are not known");
        }

        var letters = Operators.Labels.Axes(input.Rank, _ => true);
        var kept = new Queue<char>(letters);
        return $"{letters} -> {string.Concat(Enumerable.Range(0, input.Rank + axes.Length).Select(axis => axes.Contains(axis) ? '_' : kept.Dequeue()))}";
    }

    private static int[]? Axes(OperatorContext context, int rank)
    {
        var count = context.Node.Ints("axes")?.Length ?? context.Integers(1)?.Length;
        var axes = count is null ? null : context.Axes(rank + count.Value, 1);
        return axes?.Distinct().Count() == count ? axes : null;
    }
}
