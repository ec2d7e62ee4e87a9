using Upscale.Onnx;

namespace Upscale.Pruning.Shapes;

/// <summary>Multidirectional broadcasting: shapes aligned from the right, sizes of 1 stretched.</summary>
internal static class Broadcasting
{
    /// <returns>null when a rank is not known.</returns>
    /// <exception cref="UpscaleException">UPS1101: two sizes differ and neither is 1.</exception>
    public static Shape? Broadcast(this ShapeContext context, params IReadOnlyList<Shape?> shapes) =>
        shapes.Count == 0 || shapes.Contains(null)
            ? null
            : shapes.Aggregate((left, right) => Pair(context, left!, right!));

    private static Shape Pair(ShapeContext context, Shape left, Shape right)
    {
        var rank = Math.Max(left.Rank, right.Rank);
        return new(Enumerable.Range(0, rank).Select(axis =>
            Pair(At(left, axis, rank), At(right, axis, rank))
            ?? throw context.Contradiction("operands that can be broadcast", $"{left} and {right}")));
    }

    private static Dim At(Shape shape, int axis, int rank) => axis < rank - shape.Rank ? 1 : shape[axis - rank + shape.Rank];

    private static Dim? Pair(Dim left, Dim right) =>
        left == 1L ? right
        : right == 1L || left == right ? left
        : left.IsKnown ? right.IsKnown ? null : left
        : right.IsKnown ? right
        : Dim.Unknown;
}
