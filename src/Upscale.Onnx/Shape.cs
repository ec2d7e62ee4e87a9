using System.Collections;
using System.Collections.Immutable;

namespace Upscale.Onnx;

/// <summary>An immutable list of dimensions, outermost first.</summary>
public sealed class Shape : IReadOnlyList<Dim>, IEquatable<Shape>
{
    private readonly ImmutableArray<Dim> _dims;

    public Shape(params ReadOnlySpan<Dim> dims) => _dims = [.. dims];

    public Shape(IEnumerable<Dim> dims) => _dims = [.. dims];

    public static Shape Scalar { get; } = new([]);

    public int Rank => _dims.Length;

    int IReadOnlyCollection<Dim>.Count => Rank;

    public bool IsStatic => _dims.All(dim => dim.IsKnown);

    /// <summary>The product of all sizes; null when a size is not known or the product does not fit 64 bits.</summary>
    public long? ElementCount => IsStatic ? Product(_dims.Select(dim => dim.Size)) : null;

    public Dim this[int index] => _dims[index];

    /// <summary>The same shape with one dimension replaced.</summary>
    /// <param name="axis">Zero-based, below <see cref="Rank"/>.</param>
    /// <param name="dim">The new dimension.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public Shape With(int axis, Dim dim) => new(_dims.SetItem(axis, dim).AsSpan());

    public bool Equals(Shape? other) => other is not null && _dims.AsSpan().SequenceEqual(other._dims.AsSpan());

    public override bool Equals(object? obj) => Equals(obj as Shape);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var dim in _dims)
        {
            hash.Add(dim);
        }

        return hash.ToHashCode();
    }

    public IEnumerator<Dim> GetEnumerator() => ((IEnumerable<Dim>)_dims).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => $"[{string.Join(",", _dims)}]";

    /// <summary>The product of sizes, zero as soon as one is zero, null when it does not fit 64 bits.</summary>
    internal static long? Product(IEnumerable<long> sizes)
    {
        Int128 product = 1;
        var overflow = false;
        foreach (var size in sizes)
        {
            if (size == 0)
            {
                return 0;
            }

            overflow |= (product *= overflow ? 1 : size) > long.MaxValue;
        }

        return overflow ? null : (long)product;
    }
}
