using System.Runtime.InteropServices;

namespace Upscale.Onnx;

/// <summary>Elements of every numeric type as float32 or int64.</summary>
internal static class ElementWidening
{
    public static float[] ToFloats(Tensor tensor) => tensor.ElementType switch
    {
        ElementType.Float => MemoryMarshal.Cast<byte, float>(tensor.Bytes.Span).ToArray(),
        ElementType.Float16 => Convert<Half, float>(tensor, element => (float)element),
        ElementType.BFloat16 => Convert<ushort, float>(tensor, element => BitConverter.UInt32BitsToSingle((uint)element << 16)),
        ElementType.Double => Convert<double, float>(tensor, element => (float)element),
        ElementType.UInt64 => Convert<ulong, float>(tensor, element => element),
        _ => Array.ConvertAll(ToInt64s(tensor), element => (float)element),
    };

    public static long[] ToInt64s(Tensor tensor) => tensor.ElementType switch
    {
        ElementType.Int64 => MemoryMarshal.Cast<byte, long>(tensor.Bytes.Span).ToArray(),
        ElementType.Int32 => Convert<int, long>(tensor, element => element),
        ElementType.Int16 => Convert<short, long>(tensor, element => element),
        ElementType.Int8 => Convert<sbyte, long>(tensor, element => element),
        ElementType.UInt8 or ElementType.Bool => Convert<byte, long>(tensor, element => element),
        ElementType.UInt16 => Convert<ushort, long>(tensor, element => element),
        ElementType.UInt32 => Convert<uint, long>(tensor, element => element),
        ElementType.UInt64 => Convert<ulong, long>(tensor, element => checked((long)element)),
        ElementType.UInt4 or ElementType.UInt2 => Unpack(tensor, false),
        ElementType.Int4 or ElementType.Int2 => Unpack(tensor, true),
        _ => throw new InvalidOperationException($"elements of tensor '{tensor.Name}' ({tensor.ElementType}) cannot be read as numbers of this kind"),
    };

    private static TResult[] Convert<TElement, TResult>(Tensor tensor, Func<TElement, TResult> convert)
        where TElement : unmanaged
    {
        var elements = MemoryMarshal.Cast<byte, TElement>(tensor.Bytes.Span);
        var result = new TResult[elements.Length];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = convert(elements[i]);
        }

        return result;
    }

    private static long[] Unpack(Tensor tensor, bool signed)
    {
        var bits = tensor.ElementType.BitSize();
        var perByte = 8 / bits;
        var bytes = tensor.Bytes.Span;
        var result = new long[tensor.Count];
        for (var i = 0; i < result.Length; i++)
        {
            var element = (bytes[i / perByte] >> (i % perByte * bits)) & ((1 << bits) - 1);
            result[i] = signed && element >> (bits - 1) == 1 ? element - (1 << bits) : element;
        }

        return result;
    }
}
