using GlyphPage.Painting;

namespace GlyphPage.Reading;

/// <summary>The grid of cells over a page: all outputs have one value per channel and cell.</summary>
internal static class PageGrid
{
    /// <summary>Cells along each side of a page.</summary>
    public const int Side = 24;

    /// <summary>Cells of a page.</summary>
    public const int CellCount = Side * Side;

    /// <summary>Width and height of a cell in pixels.</summary>
    public const int CellSize = PagePainter.Size / Side;

    /// <summary>All channels of a map at one cell.</summary>
    /// <param name="map">[C, 24, 24], row-major.</param>
    /// <param name="cell">In [0, 576).</param>
    /// <returns>[C].</returns>
    public static float[] At(ReadOnlySpan<float> map, int cell)
    {
        float[] values = new float[map.Length / CellCount];
        for (int channel = 0; channel < values.Length; channel++)
        {
            values[channel] = map[(channel * CellCount) + cell];
        }

        return values;
    }
}
