using Upscale.Onnx;
using Upscale.Pruning.Operators;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Channels;

/// <summary>Weights stored as integers, as the product sees them.</summary>
internal static class Quantisation
{
    /// <summary>Makes constants of the outputs of every DequantizeLinear of constants that one node alone reads.</summary>
    public static void Reveal(Graph graph, ShapeTable shapes)
    {
        foreach (var node in graph.Nodes.Where(node => node.OpType == "DequantizeLinear"))
        {
            var axis = node.Input(0)?.Constant is { } stored ? OperatorContext.Axis(node.Int("axis", 1), stored.Dims.Length) : null;
            if (node.Outputs is [{ IsGraphOutput: false, IsCaptured: false, Uses.Count: 1 } output]
                && node.Input(0)?.Constant is { } weights && (node.Input(2) is null || node.Input(2)!.Constant is not null)
                && Dequantise(weights, node.Input(1)?.Constant, node.Input(2)?.Constant, axis ?? 0) is { } values)
            {
                shapes.SetConstant(output, values);
            }
        }
    }

    /// <param name="stored">Integers.</param>
    /// <param name="scale">One, or one for each position on the axis.</param>
    /// <param name="zeroPoint">Like the scale; null is 0.</param>
    /// <param name="axis">Axis of scales and zero points.</param>
    /// <returns>(stored − zero point) · scale in float32; null when scales are unknown or given per block.</returns>
    public static Tensor? Dequantise(Tensor stored, Tensor? scale, Tensor? zeroPoint, int axis)
    {
        var fits = scale is not null && stored.ElementType.BitSize() >= 8 && !stored.ElementType.IsFloat() && scale.Dims.Length <= 1
            && (scale.Count == 1 || (axis < stored.Dims.Length && scale.Count == stored.Dims[axis]))
            && (zeroPoint is null || zeroPoint.Count == 1 || zeroPoint.Count == scale.Count);
        if (!fits)
        {
            return null;
        }

        var (values, scales, zeros) = (stored.ToFloats(), scale!.ToFloats(), zeroPoint?.ToFloats() ?? [0f]);
        var inner = (int)stored.Dims.Skip(axis + 1).Aggregate(1L, (product, dim) => product * dim);
        for (var i = 0; i < values.Length; i++)
        {
            var position = scales.Length == 1 ? 0 : (int)(i / inner % scales.Length);
            values[i] = (values[i] - zeros[zeros.Length == 1 ? 0 : position]) * scales[position];
        }

        return Tensor.FromFloats(stored.Name, stored.Dims, values);
    }
}
