using System.Diagnostics.CodeAnalysis;
using Upscale.Onnx;

namespace Upscale.Pruning.Cleaning;

/// <summary>What a BatchNormalization computes: channel c of the output is Scale[c] · x + Shift[c].</summary>
internal sealed record ChannelAffine(double[] Scale, double[] Shift)
{
    private const float DefaultEpsilon = 1e-5f;

    /// <returns>null when a parameter is computed, not float32 or makes no finite number, or when statistics of the batch are used.</returns>
    public static ChannelAffine? Of(Node node)
    {
        if (node is not { OpType: "BatchNormalization", Domain: "", Inputs.Count: 5, Outputs.Count: 1 } || node.Int("training_mode", 0) != 0
            || !TryRead(node, 1, out var scale) || !TryRead(node, 2, out var bias) || !TryRead(node, 3, out var mean) || !TryRead(node, 4, out var variance))
        {
            return null;
        }

        var epsilon = (double)node.Float("epsilon", DefaultEpsilon);
        var scales = scale.Select((value, channel) => value / Math.Sqrt(variance[channel] + epsilon)).ToArray();
        var shifts = bias.Select((value, channel) => value - (mean[channel] * scales[channel])).ToArray();
        return scales.Concat(shifts).All(value => float.IsFinite((float)value)) ? new(scales, shifts) : null;
    }

    /// <summary>One number per channel, as a tensor of any shape with as many elements.</summary>
    public static Tensor Tensor(string name, double[] values, params long[] dims) =>
        Onnx.Tensor.FromFloats(name, dims, [.. values.Select(value => (float)value)]);

    private static bool TryRead(Node node, int input, [NotNullWhen(true)] out float[]? values)
    {
        values = node.Input(input)?.Constant is { ElementType: ElementType.Float, Dims.Length: 1 } tensor && tensor.Count == node.Input(1)!.Constant?.Count
            ? tensor.ToFloats() : null;
        return values is not null;
    }
}
