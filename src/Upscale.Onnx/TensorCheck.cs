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
        var what = $"{owner} is {type} [{string.Join(',', proto.Dims)}]";
        if (proto.Dims.Any(dim => dim < 0))
        {
            throw new UpscaleException(ErrorCodes.BadDimension, $"{what}; sizes must not be negative. Export the model again");
        }

        if (Shape.Product(proto.Dims) is not { } count || count > long.MaxValue / 128)
        {
            throw new UpscaleException(ErrorCodes.BadDimension, $"{what}; the number of elements does not fit 64 bits. Export the model again");
        }

        if (!Enum.IsDefined(type) || type == ElementType.Undefined)
        {
            throw new UpscaleException(ErrorCodes.TensorSize, $"{what}; its element type {proto.DataType} is not one that this version knows (1 to {(int)ElementType.Int2}). Export the model again");
        }

        if (proto.RawData.Length > 0)
        {
            Require(type == ElementType.String ? 0 : PackedBytes(count, type.BitSize()), proto.RawData.Length, "bytes", what);
        }
        else
        {
            Require(TypedFields.ExpectedEntries(type, count), TypedFields.EntryCount(proto), "entries", what);
        }
    }

    private static void Require(long expected, long found, string unit, string what)
    {
        if (expected != found)
        {
            throw new UpscaleException(ErrorCodes.TensorSize, $"{what}, which takes {expected} {unit}, but {found} are present. The file is damaged; export or download the model again");
        }
    }
}
