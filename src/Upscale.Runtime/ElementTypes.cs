using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Upscale.Runtime;

/// <summary>Which .NET type holds the values of which element type.</summary>
internal static class ElementTypes
{
    /// <summary>The element type whose values <typeparamref name="T"/> holds.</summary>
    /// <exception cref="NotSupportedException">There is none.</exception>
    public static TensorElementType Of<T>() =>
        typeof(T) switch
        {
            Type type when type == typeof(float) => TensorElementType.Float,
            Type type when type == typeof(Half) => TensorElementType.Float16,
            Type type when type == typeof(Float16) => TensorElementType.Float16,
            Type type when type == typeof(BFloat16) => TensorElementType.BFloat16,
            Type type when type == typeof(double) => TensorElementType.Double,
            Type type when type == typeof(sbyte) => TensorElementType.Int8,
            Type type when type == typeof(short) => TensorElementType.Int16,
            Type type when type == typeof(int) => TensorElementType.Int32,
            Type type when type == typeof(long) => TensorElementType.Int64,
            Type type when type == typeof(byte) => TensorElementType.UInt8,
            Type type when type == typeof(ushort) => TensorElementType.UInt16,
            Type type when type == typeof(uint) => TensorElementType.UInt32,
            Type type when type == typeof(ulong) => TensorElementType.UInt64,
            Type type when type == typeof(bool) => TensorElementType.Bool,
            Type type when type == typeof(string) => TensorElementType.String,
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
