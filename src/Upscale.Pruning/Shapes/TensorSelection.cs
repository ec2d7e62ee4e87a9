using Upscale.Onnx;
using Upscale.Pruning.Operators;

namespace Upscale.Pruning.Shapes;

/// <summary>Picks entries of a constant along one axis, as Gather does, whatever its element type.</summary>
internal static class TensorSelection
{
    private const long MostElements = 1 << 24;

    /// <param name="data">[A…, D, B…].</param>
    /// <param name="axis">The axis D.</param>
    /// <param name="indices">[I…]; negative ones count from the end.</param>
    /// <returns>[A…, I…, B…]; null when an index is out of range, or the result too large to be worth keeping.</returns>
    public static Tensor? Apply(Tensor data, int axis, Tensor indices)
    {
        var positions = indices.Count <= MostElements
            ? indices.ToInt64s().Select(index => OperatorContext.Axis(index, (int)data.Dims[axis])).ToArray() : [null];
        var inner = data.Dims.Skip(axis + 1).Aggregate((long)data.ElementType.ByteSize(), (product, dim) => product * dim);
        var outer = data.Dims.Take(axis).Aggregate(1L, (product, dim) => product * dim);
        if (inner == 0 || positions.Contains(null) || outer * positions.Length * inner > MostElements * 4)
        {
            return null;
        }

        var target = new byte[outer * positions.Length * inner];
        for (var row = 0; row < outer; row++)
        {
            for (var i = 0; i < positions.Length; i++)
            {
                var source = ((row * data.Dims[axis]) + positions[i]!.Value) * inner;
                data.Bytes.Span.Slice((int)source, (int)inner).CopyTo(target.AsSpan((int)(((row * positions.Length) + i) * inner)));
            }
        }

        long[] dims = [.. data.Dims.Take(axis), .. indices.Dims, .. data.Dims.Skip(axis + 1)];
        return Tensor.FromBytes(data.Name, data.ElementType, dims, target);
    }
}
