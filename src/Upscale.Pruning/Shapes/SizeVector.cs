using System.Collections.Immutable;
using Upscale.Onnx;

namespace Upscale.Pruning.Shapes;

/// <summary>An axis of a tensor whose extent a size was read from.</summary>
internal readonly record struct AxisOrigin(Value Value, int Axis);

/// <summary>One integer that describes a shape: its value as far as known, and the axes it was computed from.</summary>
internal readonly record struct SizeTerm(Dim Dim, ImmutableArray<AxisOrigin> Origins)
{
    public SizeTerm(Dim dim)
        : this(dim, [])
    {
    }
}

/// <summary>Contents of an integer tensor of rank 0 or 1 with at most <see cref="Limit"/> elements.</summary>
internal sealed class SizeVector(ImmutableArray<SizeTerm> terms, bool isScalar)
{
    public const int Limit = 64;

    public ImmutableArray<SizeTerm> Terms { get; } = terms;

    public bool IsScalar { get; } = isScalar;

    /// <summary>Negative constants (the -1 of a Reshape) are kept in <see cref="Dim"/> as they are.</summary>
    /// <returns>null for other types, higher ranks and longer tensors.</returns>
    public static SizeVector? From(Tensor tensor)
    {
        var integer = tensor.ElementType is ElementType.Int64 or ElementType.Int32;
        return integer && tensor.Dims.Length <= 1 && tensor.Count <= Limit
            ? new([.. tensor.ToInt64s().Select(size => new SizeTerm(Dim.Known(size)))], tensor.Dims.IsEmpty)
            : null;
    }

    /// <summary>All elements as integers; null when one is not known.</summary>
    public long[]? ToIntegers() =>
        Terms.All(term => term.Dim.IsKnown) ? [.. Terms.Select(term => term.Dim.Size)] : null;
}
