using Upscale.Onnx.Protobuf;

namespace Upscale.Onnx;

/// <summary>Whether a tensor message holds the data that its type and dimensions promise.</summary>
internal static class TensorCheck
{
    /// <summary>Bytes that a tensor takes; null when its elements have no fixed size or the product overflows.</summary>
    public static long? ByteCount(ElementType type, IEnumerable<long> dims)
    {
        var bits = type.BitSize();
        return bits > 0 && Shape.Product(dims) is { } count && count <= long.MaxValue / 128 ? PackedBytes(count, bits) : null;
    }

    public static long PackedBytes(long elements, int bits) => checked((elements * bits) + 7) / 8;

    /// <summary>The tensor, checked.</summary>
    /// <param name="proto">In memory: external data are attached already.</param>
    /// <param name="owner">What holds the tensor, for the message.</param>
    /// <exception cref="UpscaleException">UPS1010, UPS1011.</exception>
    public static Tensor Checked(TensorProto proto, string owner)
    {
        Check(proto, owner);
        return new Tensor(proto);
    }

    private static void Check(TensorProto proto, string owner)
    {
        var type = (ElementType)proto.DataType;
        if (proto.Dims.Any(dim => dim < 0))
        {
            throw Invalid(ErrorCodes.BadDimension, "sizes must not be negative. Export the model again");
        }

        if (Shape.Product(proto.Dims) is not { } count || count > long.MaxValue / 128)
        {
            throw Invalid(ErrorCodes.BadDimension, "the number of elements does not fit 64 bits. Export the model again");
        }

        if (!Enum.IsDefined(type) || type == ElementType.Undefined)
        {
            throw Invalid(ErrorCodes.TensorSize, $"element types 1 to {(int)ElementType.Int2} are known. Export the model again");
        }

        var raw = proto.RawData.Length > 0;
        var (expected, found) = raw
            ? (type == ElementType.String ? 0 : PackedBytes(count, type.BitSize()), proto.RawData.Length)
            : (TypedFields.ExpectedEntries(type, count), TypedFields.EntryCount(proto));
        if (expected != found)
        {
            throw Invalid(ErrorCodes.TensorSize, $"that takes {expected} {(raw ? "bytes" : "entries")}, but {found} are present. The file is damaged; export or download the model again");
        }

        UpscaleException Invalid(string code, string problem) => new(code, $"{owner} is {type} [{string.Join(',', proto.Dims.Take(16))}]; {problem}");
    }
}
