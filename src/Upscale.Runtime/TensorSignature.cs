using System.Collections.Immutable;
using System.Globalization;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Upscale.Runtime;

/// <summary>An input or output that a generated class expects its model to have.</summary>
public sealed class TensorSignature
{
    /// <summary>Describes an input or output.</summary>
    /// <param name="name">Its name in the model.</param>
    /// <param name="elementType">The type of its values.</param>
    /// <param name="dimensions">Its shape; -1 for a size that differs between runs.</param>
    public TensorSignature(string name, TensorElementType elementType, ReadOnlySpan<long> dimensions)
    {
        Name = name;
        ElementType = elementType;
        Dimensions = [.. dimensions];
    }

    /// <summary>Describes an output that is no tensor: a sequence of maps, a map, or a sequence of tensors.</summary>
    /// <param name="name">Its name in the model.</param>
    /// <param name="valueType">Sequence or map.</param>
    /// <param name="keyType">The type of the maps' keys; null for a sequence of tensors.</param>
    /// <param name="elementType">The type of the maps' or tensors' values.</param>
    public TensorSignature(string name, OnnxValueType valueType, TensorElementType? keyType, TensorElementType elementType)
        : this(name, elementType, [])
    {
        ValueType = valueType;
        KeyType = keyType;
    }

    /// <summary>Its name in the model.</summary>
    public string Name { get; }

    /// <summary>Whether it is a tensor, a sequence or a map.</summary>
    public OnnxValueType ValueType { get; } = OnnxValueType.ONNX_TYPE_TENSOR;

    /// <summary>The type of the maps' keys; null where there are no maps.</summary>
    public TensorElementType? KeyType { get; }

    /// <summary>The type of its values.</summary>
    public TensorElementType ElementType { get; }

    /// <summary>Its shape; -1 for a size that differs between runs. Empty for what is no tensor.</summary>
    public ImmutableArray<long> Dimensions { get; }

    internal bool IsStatic => !Dimensions.Contains(-1);

    internal bool IsTensor => ValueType == OnnxValueType.ONNX_TYPE_TENSOR;

    /// <summary>Whether its values are numbers in one piece of memory, which can be used again.</summary>
    internal bool IsBufferable => IsTensor && ElementType != TensorElementType.String;

    /// <summary>The name and shape, as messages show them.</summary>
    public override string ToString() => IsTensor ? $"'{Name}' {Describe(Dimensions.AsSpan())}" : $"'{Name}'";

    /// <summary>The type without the shape, as messages show it: <c>Float</c>, <c>sequence of map of Int64 to Float</c>.</summary>
    internal string DescribeType()
    {
        string element = KeyType is TensorElementType key ? $"map of {key} to {ElementType}" : ElementType.ToString();
        return ValueType == OnnxValueType.ONNX_TYPE_SEQUENCE ? "sequence of " + element : element;
    }

    internal static string Describe(ReadOnlySpan<long> dimensions)
    {
        string[] sizes = new string[dimensions.Length];
        for (int axis = 0; axis < sizes.Length; axis++)
        {
            sizes[axis] = dimensions[axis] < 0 ? "?" : dimensions[axis].ToString(CultureInfo.InvariantCulture);
        }

        return $"[{string.Join(',', sizes)}]";
    }
}
