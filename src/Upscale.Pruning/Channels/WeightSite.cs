using Upscale.Onnx;
using Upscale.Pruning.Operators;

namespace Upscale.Pruning.Channels;

/// <summary>Where a constant that a node multiplies with is stored: at the node itself, or in front of a DequantizeLinear that only it reads.</summary>
/// <param name="Node">The node that reads the stored constant.</param>
/// <param name="Input">Which of its inputs.</param>
/// <param name="Values">The weights as the product sees them: the constant itself, or dequantised.</param>
/// <param name="Zero">The stored element that stands for zero; empty when that is all bits zero.</param>
internal sealed record WeightSite(Node Node, int Input, Tensor Values, ReadOnlyMemory<byte> Zero)
{
    /// <returns>null when the input is computed, or no single element stands for zero.</returns>
    public static WeightSite? Of(OperatorContext context, int input)
    {
        if (context.Constant(input) is not { } values)
        {
            return null;
        }

        var value = context.Node.Input(input)!;
        if (value.Constant is null)
        {
            var dequantise = value.Producer!;
            return ZeroOf(dequantise.Input(2)?.Constant) is { } stored ? new(dequantise, 0, values, stored) : null;
        }

        if (OperatorCatalog.Find(context.Node)?.WeightScale(context, input) is not var (scaleInput, zeroInput))
        {
            return new(context.Node, input, values, default);
        }

        var scale = scaleInput is null ? Tensor.FromFloats("one", [], [1f]) : context.Constant(scaleInput.Value);
        var zeroPoint = context.Constant(zeroInput);
        return context.HasInput(zeroInput) == zeroPoint is not null && ZeroOf(zeroPoint) is { } zero
            && Quantisation.Dequantise(values, scale, zeroPoint, values.Dims.Length == 2 ? 1 : 0) is { } dequantised
            ? new(context.Node, input, dequantised, zero)
            : null;
    }

    /// <summary>The element that all of a zero point's elements are.</summary>
    private static ReadOnlyMemory<byte>? ZeroOf(Tensor? zeroPoint)
    {
        if (zeroPoint is null)
        {
            return ReadOnlyMemory<byte>.Empty;
        }

        if (zeroPoint.ElementType.BitSize() < 8 || zeroPoint.Count == 0)
        {
            return null;
        }

        var size = zeroPoint.ElementType.ByteSize();
        for (var offset = size; offset < zeroPoint.Bytes.Length; offset += size)
        {
            if (!zeroPoint.Bytes.Span.Slice(offset, size).SequenceEqual(zeroPoint.Bytes.Span[..size]))
            {
                return null;
            }
        }

        return zeroPoint.Bytes[..size];
    }
}
