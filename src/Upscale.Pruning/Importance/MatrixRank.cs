using System.Numerics.Tensors;

namespace Upscale.Pruning.Importance;

/// <summary>The number of rows of a matrix that are no combination of others, up to the precision of float32.</summary>
internal static class MatrixRank
{
    private const double Precision = 1.0 / (1 << 23);

    /// <summary>Takes the largest row and removes its direction from the others, until what is left is rounding.</summary>
    /// <param name="matrix">[height, width]; overwritten.</param>
    /// <returns>In [0, min(height, width)]; not a number when an element is none.</returns>
    public static double Of(Span<double> matrix, int height, int width)
    {
        var threshold = 0.0;
        for (var rank = 0; rank < Math.Min(height, width); rank++)
        {
            var largest = Largest(matrix, rank, height, width);
            var row = matrix.Slice(largest * width, width);
            var norm = Math.Sqrt(TensorPrimitives.SumOfSquares<double>(row));
            threshold = rank == 0 ? norm * Math.Max(height, width) * Precision : threshold;
            if (!double.IsFinite(norm))
            {
                return double.NaN;
            }

            if (norm <= threshold)
            {
                return rank;
            }

            Swap(matrix.Slice(rank * width, width), row);
            RemoveDirection(matrix, rank, height, width, norm);
        }

        return Math.Min(height, width);
    }

    /// <summary>The row with the largest norm from a given one on; one that is not finite counts as the largest.</summary>
    private static int Largest(ReadOnlySpan<double> matrix, int from, int height, int width)
    {
        var (largest, most) = (from, -1.0);
        for (var row = from; row < height; row++)
        {
            var square = TensorPrimitives.SumOfSquares(matrix.Slice(row * width, width));
            if (!double.IsFinite(square))
            {
                return row;
            }

            (largest, most) = square > most ? (row, square) : (largest, most);
        }

        return largest;
    }

    private static void Swap(Span<double> left, Span<double> right)
    {
        for (var i = 0; i < left.Length; i++)
        {
            (left[i], right[i]) = (right[i], left[i]);
        }
    }

    private static void RemoveDirection(Span<double> matrix, int pivot, int height, int width, double norm)
    {
        var direction = matrix.Slice(pivot * width, width);
        TensorPrimitives.Divide(direction, norm, direction);
        for (var row = pivot + 1; row < height; row++)
        {
            var rest = matrix.Slice(row * width, width);
            var share = TensorPrimitives.Dot<double>(rest, direction);
            TensorPrimitives.MultiplyAdd(direction, -share, rest, rest);
        }
    }
}
