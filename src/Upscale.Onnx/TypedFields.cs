using System.Buffers.Binary;
using Upscale.Onnx.Protobuf;

namespace Upscale.Onnx;

/// <summary>The fields of a tensor message other than raw data: which one a type uses, how many entries, and their bytes.</summary>
internal static class TypedFields
{
    public static long EntryCount(TensorProto proto) => (ElementType)proto.DataType switch
    {
        ElementType.Float or ElementType.Complex64 => proto.FloatData.Count,
        ElementType.Double or ElementType.Complex128 => proto.DoubleData.Count,
        ElementType.Int64 => proto.Int64Data.Count,
        ElementType.UInt32 or ElementType.UInt64 => proto.Uint64Data.Count,
        ElementType.String => proto.StringData.Count,
        _ => proto.Int32Data.Count,
    };

    /// <summary>Entries that <paramref name="elements"/> elements take: two per complex number, one per byte of a sub-byte type.</summary>
    public static long ExpectedEntries(ElementType type, long elements) => type switch
    {
        ElementType.Complex64 or ElementType.Complex128 => elements * 2,
        _ when type.BitSize() is > 0 and < 8 and var bits => TensorCheck.PackedBytes(elements, bits),
        _ => elements,
    };

    public static byte[] ToBytes(TensorProto proto)
    {
        var type = (ElementType)proto.DataType;
        switch (type)
        {
            case ElementType.Float or ElementType.Complex64:
                return Convert(proto.FloatData, sizeof(float), BinaryPrimitives.WriteSingleLittleEndian);
            case ElementType.Double or ElementType.Complex128:
                return Convert(proto.DoubleData, sizeof(double), BinaryPrimitives.WriteDoubleLittleEndian);
            case ElementType.Int64:
                return Convert(proto.Int64Data, sizeof(long), BinaryPrimitives.WriteInt64LittleEndian);
            case ElementType.UInt64:
                return Convert(proto.Uint64Data, sizeof(ulong), BinaryPrimitives.WriteUInt64LittleEndian);
            case ElementType.UInt32:
                return Convert(proto.Uint64Data, sizeof(uint), (target, entry) => BinaryPrimitives.WriteUInt32LittleEndian(target, (uint)entry));
            case ElementType.Int32:
                return Convert(proto.Int32Data, sizeof(int), BinaryPrimitives.WriteInt32LittleEndian);
            default:
                return type.BitSize() == 16
                    ? Convert(proto.Int32Data, sizeof(short), (target, entry) => BinaryPrimitives.WriteInt16LittleEndian(target, (short)entry))
                    : Convert(proto.Int32Data, sizeof(byte), (target, entry) => target[0] = (byte)entry);
        }
    }

    private static byte[] Convert<T>(Google.Protobuf.Collections.RepeatedField<T> entries, int size, Action<Span<byte>, T> write)
    {
        var bytes = new byte[checked(entries.Count * size)];
        for (var i = 0; i < entries.Count; i++)
        {
            write(bytes.AsSpan(i * size, size), entries[i]);
        }

        return bytes;
    }
}
