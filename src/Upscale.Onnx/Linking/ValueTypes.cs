using Upscale.Onnx.Protobuf;

namespace Upscale.Onnx;

/// <summary>Between declared types of the format and element type plus shape.</summary>
internal static class ValueTypes
{
    /// <summary>Takes over what the message declares.</summary>
    /// <exception cref="UpscaleException">UPS1011.</exception>
    public static void Declare(Value value, ValueInfoProto info)
    {
        if (info.Type?.TensorType is { } tensor)
        {
            value.ElementType = (ElementType)tensor.ElemType;
            value.DeclaredShape = tensor.Shape is { } shape ? Read(shape, info.Name) : null;
        }

        value.Structure = info.Type is null ? null : Read(info.Type);
    }

    public static TypeProto Structure(ValueStructure structure)
    {
        var element = Tensor(structure.Element, null);
        var entry = structure.Key is { } key ? new TypeProto { MapType = new() { KeyType = (int)key, ValueType = element } } : element;
        return structure.IsSequence ? new() { SequenceType = new() { ElemType = entry } } : entry;
    }

    public static TypeProto Tensor(ElementType type, Shape? shape) => new()
    {
        TensorType = new TypeProto.Types.Tensor { ElemType = (int)type, Shape = shape is null ? null : Write(shape) },
    };

    public static TensorShapeProto Write(Shape shape)
    {
        var proto = new TensorShapeProto();
        foreach (var dim in shape)
        {
            var entry = new TensorShapeProto.Types.Dimension();
            if (dim.IsKnown)
            {
                entry.DimValue = dim.Size;
            }
            else if (dim.Symbol is { } symbol)
            {
                entry.DimParam = symbol;
            }

            proto.Dim.Add(entry);
        }

        return proto;
    }

    private static ValueStructure? Read(TypeProto type)
    {
        var entry = type.SequenceType?.ElemType ?? type;
        var isSequence = type.SequenceType is not null;
        return entry.MapType is { ValueType.TensorType: { } value } map ? new(isSequence, (ElementType)map.KeyType, (ElementType)value.ElemType)
            : isSequence && entry.TensorType is { } tensor ? new(true, null, (ElementType)tensor.ElemType)
            : null;
    }

    private static Shape Read(TensorShapeProto proto, string name)
    {
        var shape = new Shape(proto.Dim.Select(dim => Read(dim, name)));
        return shape.IsStatic && shape.ElementCount is null
            ? throw new UpscaleException(ErrorCodes.BadDimension, $"value '{name}' is declared with shape {shape}; the number of elements does not fit 64 bits. Export the model again")
            : shape;
    }

    // -1 is how several exporters spell an unknown size.
    private static Dim Read(TensorShapeProto.Types.Dimension dim, string name) => dim.ValueCase switch
    {
        TensorShapeProto.Types.Dimension.ValueOneofCase.DimValue when dim.DimValue >= 0 => Dim.Known(dim.DimValue),
        TensorShapeProto.Types.Dimension.ValueOneofCase.DimValue when dim.DimValue < -1 => throw new UpscaleException(
            ErrorCodes.BadDimension,
            $"value '{name}' is declared with a dimension of size {dim.DimValue}; sizes must not be negative. Export the model again"),
        TensorShapeProto.Types.Dimension.ValueOneofCase.DimParam when dim.DimParam.Length > 0 => Dim.Symbolic(dim.DimParam),
        _ => Dim.Unknown,
    };
}
