using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Upscale.Pruning.Importance;

/// <summary>Squared distances from one row to several, which share its loads.</summary>
/// <remarks>Eight lanes and one rounding per term on every machine, so that scores do not depend on the processor.</remarks>
internal static class SquaredDistances
{
    /// <summary>Most rows at once.</summary>
    public const int Count = 4;

    /// <summary>Adds the squared distances of a range of columns.</summary>
    /// <param name="rows">The matrix.</param>
    /// <param name="from">A row.</param>
    /// <param name="to">1 to <see cref="Count"/> other rows.</param>
    /// <param name="column">The first column.</param>
    /// <param name="columns">How many; a multiple of <see cref="ChannelRows.Alignment"/>.</param>
    /// <param name="sums">One per other row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(ChannelRows rows, int from, ReadOnlySpan<int> to, int column, int columns, Span<double> sums)
    {
        // References: spans in the loop would be loaded from the stack, three times as slow.
        ref var row = ref MemoryMarshal.GetReference(rows[from].Slice(column, columns));
        ref var first = ref MemoryMarshal.GetReference(rows[to[0]].Slice(column, columns));
        ref var second = ref MemoryMarshal.GetReference(rows[to[Math.Min(1, to.Length - 1)]].Slice(column, columns));
        ref var third = ref MemoryMarshal.GetReference(rows[to[Math.Min(2, to.Length - 1)]].Slice(column, columns));
        ref var fourth = ref MemoryMarshal.GetReference(rows[to[^1]].Slice(column, columns));
        var a = Vector256<float>.Zero;
        var b = a;
        var c = a;
        var d = a;
        for (var i = 0; i < columns; i += Vector256<float>.Count)
        {
            var values = Vector256.LoadUnsafe(ref row, (nuint)i);
            a = AddSquare(values - Vector256.LoadUnsafe(ref first, (nuint)i), a);
            b = AddSquare(values - Vector256.LoadUnsafe(ref second, (nuint)i), b);
            c = AddSquare(values - Vector256.LoadUnsafe(ref third, (nuint)i), c);
            d = AddSquare(values - Vector256.LoadUnsafe(ref fourth, (nuint)i), d);
        }

        ReadOnlySpan<float> totals = [Vector256.Sum(a), Vector256.Sum(b), Vector256.Sum(c), Vector256.Sum(d)];
        for (var other = 0; other < to.Length; other++)
        {
            sums[other] += totals[other];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> AddSquare(Vector256<float> difference, Vector256<float> sum) =>
        Vector256.FusedMultiplyAdd(difference, difference, sum);
}
