using Upscale.Onnx;

namespace Upscale.Pruning.Operators;

/// <summary>What a Slice takes of one axis; null for what is not known.</summary>
/// <param name="Start">First position; negative from the end, clamped.</param>
/// <param name="End">Position behind the last one; negative from the end, clamped.</param>
/// <param name="Step">Distance between positions; negative to go backwards, never 0.</param>
internal readonly record struct SliceRange(long? Start, long? End, long? Step)
{
    /// <summary>First position and number of positions taken from an axis of this size.</summary>
    /// <returns>null when not known.</returns>
    public (long First, long Count)? Resolve(long size)
    {
        if (Start is not { } start || End is not { } end || Step is not { } step || step == 0)
        {
            return null;
        }

        var first = step > 0 ? Math.Clamp(FromFront(start, size), 0, size) : Math.Clamp(FromFront(start, size), -1, size - 1);
        var last = step > 0 ? Math.Clamp(FromFront(end, size), 0, size) : Math.Clamp(FromFront(end, size), -1, size - 1);
        var distance = step > 0 ? last - first : first - last;
        var stride = Int128.Abs(step);
        return (first, distance <= 0 ? 0 : (long)((distance + stride - 1) / stride));
    }

    /// <summary>Extent of the axis after slicing.</summary>
    public Dim Extent(Dim dim) =>
        IsWhole(dim) ? dim
        : dim.IsKnown && Resolve(dim.Size) is { } range ? Dim.Known(range.Count)
        : Dim.Unknown;

    /// <summary>Whether every position is taken, in order.</summary>
    public bool IsWhole(Dim dim) =>
        Step == 1 && (dim.IsKnown ? Resolve(dim.Size) == (0, dim.Size) : Start == 0 && End >= int.MaxValue);

    private static long FromFront(long position, long size) => position < 0 ? Math.Max(position, -size - 1) + size : position;
}
