using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Upscale.Runtime;

/// <summary>Pinned memory that ONNX Runtime reads an input from or writes an output to.</summary>
internal sealed class TensorBuffer
{
    private readonly TensorElementType _elementType;
    private byte[] _memory = [];
    private long[]? _shape;
    private int _bytes;

    public TensorBuffer(TensorSignature signature)
    {
        _elementType = signature.ElementType;
        if (signature.IsStatic && signature.IsBufferable)
        {
            TryReshape(signature.Dimensions.AsSpan());
        }
    }

    public ReadOnlySpan<long> Shape => _shape;

    public bool HasShape => _shape is not null;

    public Span<byte> Bytes => _memory.AsSpan(0, _bytes);

    /// <summary>Number of values in a tensor of the given shape.</summary>
    /// <exception cref="ArgumentException">A size is negative, or the tensor exceeds what one buffer can hold, 2 GiB.</exception>
    public static int CountOf(TensorElementType elementType, ReadOnlySpan<long> shape) => elementType == TensorElementType.String
        ? BytesOf(TensorElementType.Int64, shape) / sizeof(long)
        : BytesOf(elementType, shape) / ElementTypes.SizeOf(elementType);

    /// <summary>Bytes that a tensor of the given shape takes.</summary>
    /// <exception cref="ArgumentException">A size is negative, or the tensor exceeds what one buffer can hold, 2 GiB.</exception>
    public static int BytesOf(TensorElementType elementType, ReadOnlySpan<long> shape)
    {
        long bytes = ElementTypes.SizeOf(elementType);
        foreach (long size in shape)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(size, nameof(shape));
            bytes = size == 0 || bytes <= Array.MaxLength / size
                ? bytes * size
                : throw new ArgumentException($"A tensor of shape {TensorSignature.Describe(shape)} exceeds 2 GiB.", nameof(shape));
        }

        return (int)bytes;
    }

    /// <summary>Makes the buffer hold a tensor of the given shape.</summary>
    /// <returns>Whether anything changed, so that the buffer must be bound again.</returns>
    public bool TryReshape(ReadOnlySpan<long> shape)
    {
        if (_shape is not null && shape.SequenceEqual(_shape))
        {
            return false;
        }

        _bytes = BytesOf(_elementType, shape);
        if (_memory.Length < _bytes || _memory.Length == 0)
        {
            _memory = GC.AllocateUninitializedArray<byte>(Math.Max(_bytes, 1), pinned: true);
        }

        _shape = shape.ToArray();
        return true;
    }

    /// <summary>The tensor as ONNX Runtime sees it; valid as long as this object lives and memory of the caller's is pinned.</summary>
    /// <param name="address">Memory of the caller's to use instead of this buffer; 0: this buffer.</param>
    public OrtValue CreateValue(nint address) => OrtValue.CreateTensorValueWithData(
        OrtMemoryInfo.DefaultInstance,
        _elementType,
        _shape,
        address != 0 ? address : Marshal.UnsafeAddrOfPinnedArrayElement(_memory, 0),
        address != 0 ? _bytes : _memory.Length);

    public Span<T> Span<T>() => ValueMemory.Of<T>(Bytes);
}
