using System.Collections.Immutable;

namespace GlyphPage.Painting;

/// <summary>A page and what is written on it.</summary>
/// <param name="pixels">[96, 96], row-major; brightness, 0 to 255.</param>
/// <param name="characters">All characters of the page.</param>
internal sealed class PaintedPage(byte[] pixels, ImmutableArray<PlacedCharacter> characters)
{
    /// <summary>[96, 96], row-major; brightness, 0 to 255; ink is bright.</summary>
    public ReadOnlyMemory<byte> Pixels => pixels;

    /// <summary>All characters of the page.</summary>
    public ImmutableArray<PlacedCharacter> Characters => characters;

    /// <summary>The page as the network reads it.</summary>
    /// <returns>[1, 1, 96, 96], row-major; brightness in [0, 1].</returns>
    public float[] ToInput() => Array.ConvertAll(pixels, value => value / 255f);
}
