using Upscale.Onnx;

namespace Upscale.Pruning.Rewriting;

/// <summary>Cuts and permutes axes of a constant, whatever its element type.</summary>
internal static class WeightSlicer
{
    /// <returns>A new tensor of the same name; the same tensor when nothing changes.</returns>
    public static Tensor Cut(Tensor tensor, IReadOnlyList<AxisCut> cuts)
    {
        var effective = cuts.Where(cut => !cut.IsIdentity(tensor.Dims[cut.Axis])).OrderBy(cut => cut.Axis).ToArray();
        var outer = cuts.FirstOrDefault(cut => cut.Axis == 0)?.Positions;
        var outerExtent = tensor.Dims.IsEmpty ? 1 : tensor.Dims[0];
        foreach (var cut in effective)
        {
            tensor = cut.Groups == 1 ? CutAxis(tensor, cut) : CutGrouped(tensor, cut, outer, outerExtent);
        }

        return tensor;
    }

    private static Tensor CutAxis(Tensor tensor, AxisCut cut)
    {
        var (outer, extent, inner) = Extents(tensor, cut.Axis);
        var source = tensor.Bytes.Span;
        var target = GC.AllocateUninitializedArray<byte>(checked(outer * cut.Positions.Length * inner));
        for (var o = 0; o < outer; o++)
        {
            CopyRow(
                source.Slice(o * extent * inner, extent * inner),
                target.AsSpan(o * cut.Positions.Length * inner, cut.Positions.Length * inner),
                cut.Positions,
                0,
                inner);
            Clear(target.AsSpan(o * cut.Positions.Length * inner), cut.Zeros, 0, cut.Positions.Length, inner);
        }

        return Result(tensor, cut.Axis, cut.Positions.Length, target);
    }

    private static Tensor CutGrouped(Tensor tensor, AxisCut cut, int[]? outerPositions, long outerExtent)
    {
        var (outer, extent, inner) = Extents(tensor, cut.Axis);
        var kept = cut.Positions.Length / cut.Groups;
        var source = tensor.Bytes.Span;
        var target = GC.AllocateUninitializedArray<byte>(checked(outer * kept * inner));
        for (var o = 0; o < outer; o++)
        {
            var row = outerPositions?[o] ?? o;
            var group = (int)(row * (long)cut.Groups / outerExtent);
            CopyRow(
                source.Slice(o * extent * inner, extent * inner),
                target.AsSpan(o * kept * inner, kept * inner),
                cut.Positions.AsSpan(group * kept, kept),
                group * extent,
                inner);
            Clear(target.AsSpan(o * kept * inner), cut.Zeros, group * kept, kept, inner);
        }

        return Result(tensor, cut.Axis, kept, target);
    }

    private static (int Outer, int Extent, int Inner) Extents(Tensor tensor, int axis)
    {
        var outer = tensor.Dims.Take(axis).Aggregate(1L, (product, dim) => product * dim);
        var inner = tensor.Dims.Skip(axis + 1).Aggregate((long)tensor.ElementType.ByteSize(), (product, dim) => product * dim);
        return checked(((int)outer, (int)tensor.Dims[axis], (int)inner));
    }

    private static void CopyRow(ReadOnlySpan<byte> source, Span<byte> target, ReadOnlySpan<int> positions, int shift, int inner)
    {
        for (var i = 0; i < positions.Length;)
        {
            var end = i + 1;
            while (end < positions.Length && positions[end] == positions[end - 1] + 1)
            {
                end++;
            }

            source.Slice((positions[i] - shift) * inner, (end - i) * inner).CopyTo(target[(i * inner)..]);
            i = end;
        }
    }

    private static void Clear(Span<byte> row, bool[]? zeros, int start, int count, int inner)
    {
        for (var i = 0; zeros is not null && i < count; i++)
        {
            if (zeros[start + i])
            {
                row.Slice(i * inner, inner).Clear();
            }
        }
    }

    private static Tensor Result(Tensor tensor, int axis, int extent, byte[] bytes) =>
        Tensor.FromBytes(tensor.Name, tensor.ElementType, tensor.Dims.SetItem(axis, extent), bytes);
}
