using Upscale.Onnx;

namespace Upscale.Pruning.Operators;

/// <summary>What operators that reduce axes have in common: <c>axes</c>, <c>keepdims</c>, <c>noop_with_empty_axes</c>.</summary>
internal static class Reduction
{
    /// <summary>Axes that are reduced, from an attribute or from input 1.</summary>
    /// <returns>null when not known.</returns>
    public static int[]? Axes(OperatorContext context, int rank) =>
        context.Axes(rank, 1) is not { } axes ? null
        : axes.Length > 0 || context.Node.Int("noop_with_empty_axes", 0) != 0 ? axes
        : [.. Enumerable.Range(0, rank)];

    public static bool KeepsAxes(OperatorContext context) => context.Node.Int("keepdims", 1) != 0;

    public static Shape Apply(OperatorContext context, Shape input, int[] axes) =>
        new(input.Select((dim, axis) => axes.Contains(axis) ? (Dim?)(KeepsAxes(context) ? 1 : null) : dim)
            .Where(dim => dim is not null).Select(dim => dim!.Value));

    public static Labels Labels(OperatorContext context, int rank, int[] axes)
    {
        var letters = Operators.Labels.Axes(rank, axis => !axes.Contains(axis));
        var output = KeepsAxes(context) ? letters : string.Concat(letters.Where((_, axis) => !axes.Contains(axis)));
        return $"{letters} -> {output}";
    }
}
