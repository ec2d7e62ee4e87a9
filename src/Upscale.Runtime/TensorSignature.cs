using System.Collections.Immutable;
using System.Globalization;
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

    /// <summary>Its name in the model.</summary>
    public string Name { get; }

    /// <summary>The type of its values.</summary>
    public TensorElementType ElementType { get; }

    /// <summary>Its shape; -1 for a size that differs between runs.</summary>
    public ImmutableArray<long> Dimensions { get; }

    internal bool IsStatic => !Dimensions.Contains(-1);

    /// <summary>The name and shape, as messages show them.</summary>
    public override string ToString() => $"'{Name}' {Describe(Dimensions.AsSpan())}";

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
