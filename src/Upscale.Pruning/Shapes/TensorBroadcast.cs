using Upscale.Onnx;

namespace Upscale.Pruning.Shapes;

/// <summary>Constants broadcast to one shape. Results that would make a model larger are refused beyond a few elements.</summary>
internal static class TensorBroadcast
{
    private const long FewElements = 1 << 16;
    private const long MostElements = 1 << 24;

    /// <summary>The shape that constants are broadcast to.</summary>
    /// <returns>null when they do not fit each other, or the result is too large to be worth keeping.</returns>
    public static long[]? Dims(params IReadOnlyList<Tensor> operands)
    {
        var dims = new long[operands.Max(operand => operand.Dims.Length)];
        for (var axis = 0; axis < dims.Length; axis++)
        {
            var sizes = operands.Select(operand => SizeAt(operand, axis, dims.Length)).Where(size => size != 1).Distinct().ToArray();
            if (sizes.Length > 1)
            {
                return null;
            }

            dims[axis] = sizes is [var size] ? size : 1;
        }

        return IsWorthKeeping(dims, operands.Max(operand => operand.Count)) ? dims : null;
    }

    /// <summary>The same elements, repeated to another shape, whatever their type.</summary>
    /// <returns>null when that is too large to be worth keeping.</returns>
    public static Tensor? Expand(Tensor tensor, long[] dims)
    {
        var size = tensor.ElementType.ByteSize();
        if (size == 0 || !IsWorthKeeping(dims, tensor.Count))
        {
            return null;
        }

        var positions = Positions(tensor, dims);
        var target = new byte[positions.Length * size];
        for (var i = 0; i < positions.Length; i++)
        {
            tensor.Bytes.Span.Slice(positions[i] * size, size).CopyTo(target.AsSpan(i * size));
        }

        return Tensor.FromBytes(tensor.Name, tensor.ElementType, dims, target);
    }

    /// <summary>For every element of the shape, row-major: which element of the constant it is.</summary>
    public static int[] Positions(Tensor tensor, long[] dims)
    {
        var positions = new int[dims.Aggregate(1L, (product, dim) => product * dim)];
        var (inner, stride) = (1L, 1L);
        for (var axis = dims.Length - 1; axis >= 0; axis--)
        {
            var extent = SizeAt(tensor, axis, dims.Length);
            for (var i = 0; extent > 1 && i < positions.Length; i++)
            {
                positions[i] += (int)(i / inner % extent * stride);
            }

            inner *= dims[axis];
            stride *= extent;
        }

        return positions;
    }

    /// <summary>Constants side by side along an axis, whatever their type.</summary>
    /// <returns>null when they do not fit each other, or the result is too large to be worth keeping.</returns>
    public static Tensor? Join(IReadOnlyList<Tensor> parts, int axis)
    {
        var (first, size) = (parts[0], parts[0].ElementType.ByteSize());
        long[] dims = [.. first.Dims];
        var fits = size > 0 && parts.All(part => part.ElementType == first.ElementType && part.Dims.Length == dims.Length
            && part.Dims.Where((_, other) => other != axis).SequenceEqual(dims.Where((_, other) => other != axis)));
        dims[axis] = fits ? parts.Sum(part => part.Dims[axis]) : 0;
        if (!fits || !IsWorthKeeping(dims, parts.Distinct().Sum(part => part.Count)))
        {
            return null;
        }

        var rows = dims[..axis].Aggregate(1L, (product, dim) => product * dim);
        using var joined = new MemoryStream();
        for (var row = 0; row < rows; row++)
        {
            foreach (var part in parts)
            {
                var length = (int)(part.Bytes.Length / rows);
                joined.Write(part.Bytes.Span.Slice(row * length, length));
            }
        }

        return Tensor.FromBytes(first.Name, first.ElementType, dims, joined.ToArray());
    }

    private static bool IsWorthKeeping(long[] dims, long largest) =>
        new Shape(dims.Select(Dim.Known)).ElementCount is { } count && count <= MostElements && (count <= FewElements || count <= largest);

    private static long SizeAt(Tensor tensor, int axis, int rank)
    {
        var own = axis - rank + tensor.Dims.Length;
        return own < 0 ? 1 : tensor.Dims[own];
    }
}
