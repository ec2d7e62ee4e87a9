using Upscale.Onnx;

namespace Upscale.Pruning.Shapes;

/// <summary>Arithmetic on dimensions: exact where it is known, unknown otherwise.</summary>
internal static class DimArithmetic
{
    public static Dim Map(this Dim dim, Func<long, long> function) => dim.IsKnown ? Dim.Known(function(dim.Size)) : Dim.Unknown;

    public static Dim Plus(this Dim left, Dim right) =>
        left == 0L ? right
        : right == 0L ? left
        : left.IsKnown && right.IsKnown ? Dim.Known(checked(left.Size + right.Size))
        : Dim.Unknown;

    public static Dim Times(this Dim left, Dim right) =>
        left == 1L ? right
        : right == 1L ? left
        : left == 0L || right == 0L ? Dim.Known(0)
        : left.IsKnown && right.IsKnown ? Dim.Known(checked(left.Size * right.Size))
        : Dim.Unknown;

    public static Dim Product(this IEnumerable<Dim> dims) => dims.Aggregate(Dim.Known(1), Times);

    /// <summary>A shape of this rank of which nothing else is known.</summary>
    public static Shape OfRank(int rank) => new(Enumerable.Repeat(Dim.Unknown, rank));
}
