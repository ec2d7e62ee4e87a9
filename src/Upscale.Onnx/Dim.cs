using System.Globalization;

namespace Upscale.Onnx;

/// <summary>One dimension of a shape: a known size, a symbol, or unknown.</summary>
public readonly record struct Dim
{
    public static readonly Dim Unknown;

    private readonly bool _known;
    private readonly long _size;

    private Dim(bool known, long size, string? symbol)
    {
        _known = known;
        _size = size;
        Symbol = symbol;
    }

    public bool IsKnown => _known;

    /// <summary>The size, in elements.</summary>
    /// <exception cref="InvalidOperationException">The dimension is a symbol or unknown.</exception>
    public long Size => _known ? _size : throw new InvalidOperationException($"dimension {this} has no known size");

    public string? Symbol { get; }

    public static implicit operator Dim(long size) => Known(size);

    /// <summary>A dimension of <paramref name="size"/> elements.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The size is negative.</exception>
    public static Dim Known(long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        return new Dim(true, size, null);
    }

    /// <summary>A dimension whose size has a name: equal names mean equal sizes within one model.</summary>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public static Dim Symbolic(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new Dim(false, 0, name);
    }

    /// <summary>Whether both dimensions certainly have the same size; never true for an unknown one.</summary>
    public bool SameAs(Dim other) => this == other && this != Unknown;

    public override string ToString() => _known ? _size.ToString(CultureInfo.InvariantCulture) : Symbol ?? "?";
}
