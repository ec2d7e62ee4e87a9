using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Upscale.Runtime;

/// <summary>Which .NET type holds the values of which element type.</summary>
internal static class ElementTypes
{
    /// <summary>The element type whose values <typeparamref name="T"/> holds.</summary>
    /// <exception cref="NotSupportedException">There is none.</exception>
    public static TensorElementType Of<T>()
        where T : unmanaged =>
        default(T) switch
        {
            float => TensorElementType.Float,
            Half or Float16 => TensorElementType.Float16,
            BFloat16 => TensorElementType.BFloat16,
            double => TensorElementType.Double,
            sbyte => TensorElementType.Int8,
            short => TensorElementType.Int16,
            int => TensorElementType.Int32,
            long => TensorElementType.Int64,
            byte => TensorElementType.UInt8,
            ushort => TensorElementType.UInt16,
            uint => TensorElementType.UInt32,
            ulong => TensorElementType.UInt64,
            bool => TensorElementType.Bool,
            _ => throw new NotSupportedException($"No tensor holds values of type {typeof(T)}."),
        };

    /// <summary>Bytes per value.</summary>
    /// <exception cref="NotSupportedException">Its values have no fixed size.</exception>
    public static int SizeOf(TensorElementType type) => type switch
    {
        TensorElementType.Int8 or TensorElementType.UInt8 or TensorElementType.Bool => 1,
        TensorElementType.Float16 or TensorElementType.BFloat16 or TensorElementType.Int16 or TensorElementType.UInt16 => 2,
        TensorElementType.Float or TensorElementType.Int32 or TensorElementType.UInt32 => 4,
        TensorElementType.Double or TensorElementType.Int64 or TensorElementType.UInt64 => 8,
        _ => throw new NotSupportedException($"Values of type {type} have no fixed size."),
    };
}
