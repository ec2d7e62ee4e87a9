using Upscale.Onnx;

namespace Upscale.Pruning.Shapes;

/// <summary>Functions of float32 constants, element by element, in float32 like the runtime; transcendental ones to its last bits.</summary>
internal static class TensorFunctions
{
    private const long MostElements = 1 << 24;

    /// <returns>null for other types and for constants too large to be worth keeping twice.</returns>
    public static Tensor? Apply(Tensor tensor, Func<float, float> function) =>
        tensor.ElementType == ElementType.Float && tensor.Count <= MostElements
            ? Tensor.FromFloats(tensor.Name, tensor.Dims, Array.ConvertAll(tensor.ToFloats(), value => function(value)))
            : null;

    /// <summary>Operands are broadcast to one shape.</summary>
    /// <returns>null for other types and for results too large to be worth keeping.</returns>
    public static Tensor? Apply(Tensor left, Tensor right, Func<float, float, float> function)
    {
        if (left.ElementType != ElementType.Float || right.ElementType != ElementType.Float || TensorBroadcast.Dims(left, right) is not { } dims)
        {
            return null;
        }

        var (first, second) = (TensorBroadcast.Positions(left, dims), TensorBroadcast.Positions(right, dims));
        var (ofLeft, ofRight, result) = (left.ToFloats(), right.ToFloats(), new float[first.Length]);
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = function(ofLeft[first[i]], ofRight[second[i]]);
        }

        return Tensor.FromFloats(left.Name, dims, result);
    }
}
