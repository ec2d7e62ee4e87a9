using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Upscale.Onnx;
using Tensor = Upscale.Onnx.Tensor;

namespace Upscale.Pruning.Cleaning;

/// <summary>BatchNormalization(Conv(x, w, b)) → Conv(x, s · w, s · b + t), where nobody else reads the convolution or its weights.</summary>
internal static class FoldedNormalization
{
    /// <returns>Whether the node was folded.</returns>
    public static bool TryFold(Node normalization, ModelPatch patch)
    {
        if (normalization.Outputs is not [{ IsGraphOutput: false, IsCaptured: false } output] || normalization.Input(0) is not { Producer: { } layer } value
            || value is not { Uses.Count: 1, IsGraphOutput: false, IsCaptured: false } || OutputAxis(layer) is not { } axis
            || layer.Input(1) is not { Constant: { ElementType: ElementType.Float } weights, Uses.Count: 1, IsCaptured: false, IsGraphOutput: false }
            || layer.Input(2) is { Constant: not { ElementType: ElementType.Float, Dims.Length: 1 } }
            || ChannelAffine.Of(normalization) is not { } affine || weights.Dims[axis] != affine.Scale.Length || weights.Count == 0)
        {
            return false;
        }

        var bias = layer.Input(2)?.Constant?.ToFloats() ?? new float[affine.Scale.Length];
        var shifts = affine.Shift.Select((shift, channel) => shift + (affine.Scale[channel] * bias[channel])).ToArray();
        patch.SetInput(layer, 1, patch.AddInitializer(Scaled(weights, axis, affine.Scale)));
        patch.SetInput(layer, 2, patch.AddInitializer(ChannelAffine.Tensor(layer.Input(2)?.Name ?? $"{value.Name}.bias", shifts, shifts.Length)));
        patch.ReplaceUses(output, value.Name);
        patch.RemoveNode(normalization);
        return true;
    }

    /// <summary>Axis of the weights that the output channels lie on; null for other layers.</summary>
    private static int? OutputAxis(Node layer) =>
        (layer.Domain, layer.OpType) switch
        {
            ("", "Conv") => 0,
            ("", "ConvTranspose") when layer.Int("group", 1) == 1 => 1,
            ("", "Gemm") when layer.Float("alpha", 1) == 1 && layer.Float("beta", 1) == 1 => layer.Int("transB", 0) == 0 ? 1 : 0,
            _ => null,
        };

    private static Tensor Scaled(Tensor weights, int axis, double[] scale)
    {
        var inner = checked((int)weights.Dims.Skip(axis + 1).Aggregate(1L, (product, dim) => product * dim));
        var bytes = GC.AllocateUninitializedArray<byte>(weights.Bytes.Length);
        var source = weights.FloatSpan;
        var target = MemoryMarshal.Cast<byte, float>(bytes.AsSpan());
        for (var start = 0; start < source.Length;)
        {
            for (var channel = 0; channel < scale.Length; channel++, start += inner)
            {
                TensorPrimitives.Multiply(source.Slice(start, inner), (float)scale[channel], target.Slice(start, inner));
            }
        }

        return Tensor.FromBytes(weights.Name, ElementType.Float, weights.Dims, bytes);
    }
}
