using System.Collections.Immutable;
using Upscale.Onnx;

namespace Upscale.Pruning.Shapes;

/// <summary>Contents of an integer tensor with at most <see cref="Limit"/> elements, row-major.</summary>
/// <remarks>Nearly always of rank 0 or 1; exported paddings pass through rank 2.</remarks>
internal sealed class SizeVector(ImmutableArray<SizeTerm> terms, ImmutableArray<long> dims)
{
    public const int Limit = 64;

    /// <summary>Contents of rank 1.</summary>
    public SizeVector(ImmutableArray<SizeTerm> terms)
        : this(terms, [terms.Length])
    {
    }

    public ImmutableArray<SizeTerm> Terms { get; } = terms;

    public ImmutableArray<long> Dims { get; } = dims;

    public bool IsScalar => Dims.IsEmpty;

    /// <summary>Contents of a constant.</summary>
    /// <returns>null for other types and longer tensors.</returns>
    public static SizeVector? From(Tensor tensor) =>
        tensor.ElementType is ElementType.Int64 or ElementType.Int32 && tensor.Count <= Limit
            ? new([.. tensor.ToInt64s().Select(size => new SizeTerm(size))], tensor.Dims)
            : null;

    /// <summary>Nothing is known of the contents of a tensor of this shape.</summary>
    /// <returns>null unless the shape is static and small.</returns>
    public static SizeVector? Unknown(Shape? shape) =>
        shape?.ElementCount is { } count && count <= Limit
            ? new([.. Enumerable.Repeat(SizeTerm.Unknown, (int)count)], [.. shape.Select(dim => dim.Size)])
            : null;

    /// <summary>A function of each element of several vectors; those of one element are broadcast.</summary>
    /// <returns>null when the numbers of elements do not fit each other.</returns>
    public static SizeVector? Combine(IReadOnlyList<SizeVector> operands, Func<SizeTerm[], SizeTerm> function)
    {
        var shaped = operands.MaxBy(operand => (operand.Terms.Length, operand.Dims.Length))!;
        return operands.All(operand => operand.Terms.Length == 1 || operand.Terms.Length == shaped.Terms.Length)
            ? new([.. Enumerable.Range(0, shaped.Terms.Length)
                .Select(i => function([.. operands.Select(operand => operand.Terms[operand.Terms.Length == 1 ? 0 : i])]))], shaped.Dims)
            : null;
    }

    /// <summary>The same elements in another shape.</summary>
    /// <returns>null when the number of elements differs.</returns>
    public SizeVector? Reshape(Shape? shape) =>
        shape?.ElementCount == Terms.Length ? new(Terms, [.. shape.Select(dim => dim.Size)]) : null;

    /// <summary>All elements as integers; null when one is not known.</summary>
    public long[]? ToIntegers() =>
        Terms.All(term => term.Value is not null) ? [.. Terms.Select(term => term.Value!.Value)] : null;
}
