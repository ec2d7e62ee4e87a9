using System.Numerics.Tensors;

namespace Upscale.Pruning.Importance;

/// <summary>How far the weights of a channel lie from those of all others: channels near the geometric median can be replaced by the rest.</summary>
/// <remarks>He et al., CVPR 2019, arXiv:1811.00250, applied to input channels. Channels of a grouped convolution are compared within their group.</remarks>
public sealed class FpgmImportance : ImportanceCriterion
{
    private const int RowsPerBlock = 16;
    private const int ColumnsPerBlock = 512;
    private const int Parts = 16;

    /// <inheritdoc/>
    public override string Name => "fpgm";

    /// <inheritdoc/>
    public override string Summary => "sum of the Euclidean distances of the weights to those of all other channels";

    /// <summary>Scores channels by the sum of the distances from their row of weights to all rows.</summary>
    /// <returns>[channels]; larger = keep; at least 0.</returns>
    public override float[] Score(ConsumerEvidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        var rows = evidence.Weights.ToRows();
        var sums = new double[rows.Channels];
        foreach (var group in rows.Groups())
        {
            var parts = new double[Parts][];
            Parallel.For(0, Parts, part => parts[part] = PartOfSums(rows, group, part));
            foreach (var part in parts)
            {
                TensorPrimitives.Add(sums, part, sums);
            }
        }

        return [.. sums.Select(sum => (float)sum)];
    }

    /// <summary>Distances from every n-th block of rows to all later blocks. The parts are the same on any number of processors, and so is their sum.</summary>
    private static double[] PartOfSums(ChannelRows rows, int[] group, int part)
    {
        var sums = new double[rows.Channels];
        for (var first = part * RowsPerBlock; first < group.Length; first += Parts * RowsPerBlock)
        {
            for (var second = first; second < group.Length; second += RowsPerBlock)
            {
                AddDistances(rows, Block(group, first), Block(group, second), sums);
            }
        }

        return sums;
    }

    private static ReadOnlySpan<int> Block(int[] group, int start) => group.AsSpan(start, Math.Min(RowsPerBlock, group.Length - start));

    /// <summary>Adds the distance of each pair to both its channels. Differences are squared, not products of rows: close rows keep their distance.</summary>
    private static void AddDistances(ChannelRows rows, ReadOnlySpan<int> left, ReadOnlySpan<int> right, double[] sums)
    {
        Span<double> squares = stackalloc double[RowsPerBlock * RowsPerBlock];
        squares.Clear();
        for (var column = 0; column < rows.Length; column += ColumnsPerBlock)
        {
            var columns = Math.Min(ColumnsPerBlock, rows.Length - column);
            for (var i = 0; i < left.Length; i++)
            {
                for (var j = 0; j < right.Length; j += SquaredDistances.Count)
                {
                    var others = right[j..Math.Min(j + SquaredDistances.Count, right.Length)];
                    SquaredDistances.Add(rows, left[i], others, column, columns, squares.Slice((i * RowsPerBlock) + j, others.Length));
                }
            }
        }

        for (var i = 0; i < left.Length; i++)
        {
            for (var j = 0; j < right.Length; j++)
            {
                var distance = left[i] < right[j] ? Math.Sqrt(squares[(i * RowsPerBlock) + j]) : 0;
                sums[left[i]] += distance;
                sums[right[j]] += distance;
            }
        }
    }
}
