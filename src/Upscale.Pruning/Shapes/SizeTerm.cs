using Upscale.Onnx;

namespace Upscale.Pruning.Shapes;

/// <summary>One integer that describes a shape: its value or symbol as far as known, and the axes it was computed from.</summary>
/// <param name="Value">May be negative: the -1 of a Reshape, the end of a Slice.</param>
/// <param name="Symbol">Name of a symbolic dimension; null when the value is known or nothing is.</param>
/// <param name="Origins">Axes whose extents the integer was computed from.</param>
internal readonly record struct SizeTerm(long? Value, string? Symbol, SizeOrigins Origins)
{
    public SizeTerm(long value)
        : this(value, null, SizeOrigins.None)
    {
    }

    public SizeTerm(Dim dim, AxisOrigin origin)
        : this(dim.IsKnown ? dim.Size : null, dim.Symbol, SizeOrigins.Of(origin))
    {
    }

    public static SizeTerm Unknown { get; } = new(null, null, SizeOrigins.None);

    /// <summary>The term as a dimension; unknown when negative.</summary>
    public Dim Dim => Value is >= 0 ? Dim.Known(Value.Value) : Symbol is null ? Dim.Unknown : Dim.Symbolic(Symbol);
}
