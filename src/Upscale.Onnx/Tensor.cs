using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Google.Protobuf;
using Upscale.Onnx.Protobuf;

namespace Upscale.Onnx;

/// <summary>An immutable constant: a name, a type, dimensions and little-endian, row-major data.</summary>
public sealed class Tensor
{
    private byte[]? _converted;

    internal Tensor(TensorProto proto)
    {
        Proto = proto;
        Dims = [.. proto.Dims];
        Count = Shape.Product(Dims) ?? throw new ArgumentException($"the dimensions of tensor '{proto.Name}' overflow");
    }

    public string Name => Proto.Name;

    public ElementType ElementType => (ElementType)Proto.DataType;

    public ImmutableArray<long> Dims { get; }

    /// <summary>Number of elements; 1 for a scalar.</summary>
    public long Count { get; }

    /// <summary>Bytes that the elements take; of strings those of their text.</summary>
    public long ByteCount => ElementType == ElementType.String
        ? Proto.StringData.Sum(text => (long)text.Length)
        : TensorCheck.PackedBytes(Count, ElementType.BitSize());

    /// <summary>The elements as bytes. A view on the model's memory; typed fields of the format are converted once.</summary>
    /// <exception cref="InvalidOperationException">The elements are strings.</exception>
    public ReadOnlyMemory<byte> Bytes => ElementType == ElementType.String
        ? throw new InvalidOperationException($"tensor '{Name}' holds strings, which have no fixed size; use {nameof(ToTexts)}")
        : Proto.RawData.Length > 0 ? Proto.RawData.Memory : _converted ??= TypedFields.ToBytes(Proto);

    /// <summary>The elements of a float32 tensor, without a copy.</summary>
    /// <exception cref="InvalidOperationException">The elements are not float32.</exception>
    public ReadOnlySpan<float> FloatSpan => ElementType == ElementType.Float
        ? MemoryMarshal.Cast<byte, float>(Bytes.Span)
        : throw new InvalidOperationException($"tensor '{Name}' holds {ElementType}, not {ElementType.Float}");

    internal TensorProto Proto { get; }

    /// <summary>A tensor on given bytes, which are shared and must not change afterwards.</summary>
    /// <param name="name">The value name; may be empty.</param>
    /// <param name="elementType">Any type of fixed size.</param>
    /// <param name="dims">Sizes, none negative.</param>
    /// <param name="bytes">Little-endian, row-major; sub-byte types packed.</param>
    /// <exception cref="ArgumentException">The number of bytes does not follow from type and dimensions.</exception>
    public static Tensor FromBytes(string name, ElementType elementType, IReadOnlyList<long> dims, ReadOnlyMemory<byte> bytes)
    {
        var proto = new TensorProto { Name = name, DataType = (int)elementType, RawData = UnsafeByteOperations.UnsafeWrap(bytes) };
        proto.Dims.Add(dims);
        var expected = dims.Any(dim => dim < 0) ? null : TensorCheck.ByteCount(elementType, dims);
        return expected == bytes.Length
            ? new Tensor(proto)
            : throw new ArgumentException($"{elementType} [{string.Join(',', dims)}] takes {expected?.ToString() ?? "no"} bytes, not {bytes.Length}", nameof(bytes));
    }

    /// <summary>A float32 tensor holding a copy of <paramref name="values"/>.</summary>
    public static Tensor FromFloats(string name, IReadOnlyList<long> dims, ReadOnlySpan<float> values) =>
        FromBytes(name, ElementType.Float, dims, MemoryMarshal.AsBytes(values).ToArray());

    /// <summary>An int64 tensor holding a copy of <paramref name="values"/>.</summary>
    public static Tensor FromInt64s(string name, IReadOnlyList<long> dims, ReadOnlySpan<long> values) =>
        FromBytes(name, ElementType.Int64, dims, MemoryMarshal.AsBytes(values).ToArray());

    /// <summary>A tensor of strings.</summary>
    /// <exception cref="ArgumentException">The number of strings does not follow from the dimensions.</exception>
    public static Tensor FromTexts(string name, IReadOnlyList<long> dims, IReadOnlyList<string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var proto = new TensorProto { Name = name, DataType = (int)ElementType.String };
        proto.Dims.Add(dims);
        proto.StringData.Add(values.Select(ByteString.CopyFromUtf8));
        return dims.All(dim => dim >= 0) && Shape.Product(dims) == values.Count
            ? new Tensor(proto)
            : throw new ArgumentException($"[{string.Join(',', dims)}] does not take {values.Count} strings", nameof(values));
    }

    /// <summary>The elements widened or rounded to float32, in a new array: floating-point types from 16 bits, integers, booleans.</summary>
    /// <exception cref="InvalidOperationException">The elements are of another type.</exception>
    public float[] ToFloats() => ElementWidening.ToFloats(this);

    /// <summary>The elements of an integer or boolean tensor as int64, in a new array.</summary>
    /// <exception cref="InvalidOperationException">The elements are of another type.</exception>
    public long[] ToInt64s() => ElementWidening.ToInt64s(this);

    /// <summary>The elements of a string tensor.</summary>
    /// <exception cref="InvalidOperationException">The elements are not strings.</exception>
    public ImmutableArray<string> ToTexts() => ElementType == ElementType.String
        ? [.. Proto.StringData.Select(text => text.ToStringUtf8())]
        : throw new InvalidOperationException($"tensor '{Name}' holds {ElementType}, not {ElementType.String}");

    /// <summary>The same tensor under another name, sharing the bytes.</summary>
    public Tensor WithName(string name)
    {
        var proto = new TensorProto();
        if (ElementType == ElementType.String || Proto.RawData.Length > 0)
        {
            proto.MergeFrom(Proto);
        }
        else
        {
            proto.DataType = Proto.DataType;
            proto.Dims.Add(Proto.Dims);
            proto.RawData = UnsafeByteOperations.UnsafeWrap(Bytes);
        }

        proto.Name = name;
        return new Tensor(proto);
    }

    public override string ToString() => $"{Name}: {ElementType} [{string.Join(',', Dims)}]";
}
