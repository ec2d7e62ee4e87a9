using Upscale.Onnx;

namespace Upscale.Pruning.Shapes;

/// <summary>Permutes the axes of a constant, whatever its element type.</summary>
internal static class TensorTransposition
{
    /// <param name="tensor">A constant.</param>
    /// <param name="order">Axis i of the result is axis order[i] of the tensor.</param>
    public static Tensor Apply(Tensor tensor, IReadOnlyList<int> order)
    {
        var size = tensor.ElementType.ByteSize();
        var strides = new long[order.Count];
        for (var (axis, stride) = (order.Count - 1, (long)size); axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= tensor.Dims[axis];
        }

        long[] dims = [.. order.Select(axis => tensor.Dims[axis])];
        var source = tensor.Bytes.Span;
        var target = new byte[source.Length];
        var index = new long[order.Count];
        for (int written = 0, offset = 0; written < target.Length; written += size)
        {
            source.Slice(offset, size).CopyTo(target.AsSpan(written));
            for (var axis = order.Count - 1; axis >= 0; axis--)
            {
                offset += (int)strides[order[axis]];
                if (++index[axis] < dims[axis])
                {
                    break;
                }

                offset -= (int)(strides[order[axis]] * dims[axis]);
                index[axis] = 0;
            }
        }

        return Tensor.FromBytes(tensor.Name, tensor.ElementType, dims, target);
    }
}
