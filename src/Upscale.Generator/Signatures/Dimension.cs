using System.Globalization;

namespace Upscale.Generator.Signatures;

/// <summary>One dimension of a tensor: a size, a symbol, or nothing known.</summary>
/// <param name="Size">The size; null when it is given at run time.</param>
/// <param name="Symbol">The model's name for a size given at run time; equal symbols are equal sizes.</param>
internal readonly record struct Dimension(long? Size, string? Symbol)
{
    public bool IsFree => Size is null;

    public override string ToString() => Size?.ToString(CultureInfo.InvariantCulture) ?? Symbol ?? "?";
}
