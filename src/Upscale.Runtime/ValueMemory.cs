using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace Upscale.Runtime;

/// <summary>The values of tensors as .NET types: numbers in place, strings as objects.</summary>
internal static class ValueMemory
{
    /// <summary>Bytes of a tensor as numbers of a type that the caller has compared with the tensor's.</summary>
    public static Span<T> Of<T>(Span<byte> bytes) => RuntimeHelpers.IsReferenceOrContainsReferences<T>()
        ? throw new NotSupportedException($"Memory does not hold values of type {typeof(T)}.")
        : MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetReference(bytes)), bytes.Length / Unsafe.SizeOf<T>());

    /// <summary>The values of a tensor that ONNX Runtime holds; strings are copied, numbers are valid as long as the tensor.</summary>
    /// <exception cref="InvalidOperationException">They are of another type.</exception>
    public static ReadOnlySpan<T> Of<T>(OrtValue tensor)
    {
        OrtTensorTypeAndShapeInfo info = tensor.GetTensorTypeAndShape();
        if (info.ElementDataType != ElementTypes.Of<T>())
        {
            throw new InvalidOperationException($"A tensor holds values of type {info.ElementDataType} instead of {typeof(T)}.");
        }

        if (info.ElementCount == 0)
        {
            return [];
        }

        return typeof(T) == typeof(string) ? (T[])(object)tensor.GetStringTensorAsArray() : Of<T>(tensor.GetTensorMutableRawData());
    }

    /// <summary>A tensor of strings in ONNX Runtime's memory.</summary>
    /// <exception cref="ArgumentException">A string is null.</exception>
    public static OrtValue CreateStrings(ReadOnlySpan<string> values, ReadOnlySpan<long> shape, string parameter)
    {
        OrtValue tensor = OrtValue.CreateTensorWithEmptyStrings(OrtAllocator.DefaultInstance, shape.ToArray());
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] is null)
            {
                tensor.Dispose();
                throw new ArgumentException($"The string at {i} is null.", parameter);
            }

            tensor.StringTensorSetElementAt(values[i].AsSpan(), i);
        }

        return tensor;
    }
}
