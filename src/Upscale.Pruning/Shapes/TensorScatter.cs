using Upscale.Onnx;

namespace Upscale.Pruning.Shapes;

/// <summary>Overwrites slices of a constant, as ScatterND does, whatever its element type.</summary>
internal static class TensorScatter
{
    /// <param name="data">[D1…].</param>
    /// <param name="indices">[I…, k]; negative ones count from the end.</param>
    /// <param name="updates">[I…, last r - k axes of data].</param>
    /// <returns>null when the operands do not fit each other.</returns>
    public static Tensor? Apply(Tensor data, Tensor indices, Tensor updates)
    {
        var (size, depth) = (data.ElementType.ByteSize(), indices.Dims is [.., var last] ? last : long.MaxValue);
        if (size == 0 || depth > data.Dims.Length || updates.ElementType != data.ElementType || indices.ElementType != ElementType.Int64
            || !updates.Dims.SequenceEqual([.. indices.Dims.SkipLast(1), .. data.Dims.Skip((int)depth)]))
        {
            return null;
        }

        var slice = (int)data.Dims.Skip((int)depth).Aggregate((long)size, (product, dim) => product * dim);
        var (target, tuples) = (data.Bytes.ToArray(), indices.ToInt64s());
        for (var written = 0; written * slice < updates.Bytes.Length; written++)
        {
            var offset = 0L;
            for (var axis = 0; axis < depth; axis++)
            {
                var index = tuples[(written * depth) + axis];
                index += index < 0 ? data.Dims[axis] : 0;
                if (index < 0 || index >= data.Dims[axis])
                {
                    return null;
                }

                offset = (offset * data.Dims[axis]) + index;
            }

            updates.Bytes.Span.Slice(written * slice, slice).CopyTo(target.AsSpan((int)offset * slice));
        }

        return Tensor.FromBytes(data.Name, data.ElementType, data.Dims, target);
    }
}
