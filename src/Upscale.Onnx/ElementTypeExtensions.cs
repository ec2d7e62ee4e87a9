namespace Upscale.Onnx;

/// <summary>Sizes and kinds of element types.</summary>
public static class ElementTypeExtensions
{
    /// <summary>Bits of one element; 0 for strings and undefined types, whose elements have no fixed size.</summary>
    public static int BitSize(this ElementType type) => type switch
    {
        ElementType.UInt2 or ElementType.Int2 => 2,
        ElementType.UInt4 or ElementType.Int4 or ElementType.Float4E2M1 => 4,
        ElementType.UInt8 or ElementType.Int8 or ElementType.Bool or ElementType.Float8E4M3FN or ElementType.Float8E4M3FNUZ
            or ElementType.Float8E5M2 or ElementType.Float8E5M2FNUZ or ElementType.Float8E8M0 => 8,
        ElementType.UInt16 or ElementType.Int16 or ElementType.Float16 or ElementType.BFloat16 => 16,
        ElementType.Float or ElementType.Int32 or ElementType.UInt32 => 32,
        ElementType.Double or ElementType.Int64 or ElementType.UInt64 or ElementType.Complex64 => 64,
        ElementType.Complex128 => 128,
        _ => 0,
    };

    /// <summary>Bytes of one element.</summary>
    /// <exception cref="InvalidOperationException">Elements that have no size in whole bytes: strings, undefined, 2-bit and 4-bit types.</exception>
    public static int ByteSize(this ElementType type) => type.BitSize() switch
    {
        >= 8 and var bits => bits / 8,
        _ => throw new InvalidOperationException($"elements of type {type} have no size in whole bytes"),
    };

    /// <summary>Whether elements are real floating-point numbers of any width.</summary>
    public static bool IsFloat(this ElementType type) => type
        is ElementType.Float or ElementType.Float16 or ElementType.BFloat16 or ElementType.Double
        or ElementType.Float8E4M3FN or ElementType.Float8E4M3FNUZ or ElementType.Float8E5M2 or ElementType.Float8E5M2FNUZ
        or ElementType.Float8E8M0 or ElementType.Float4E2M1;
}
