using System.Collections.Immutable;

namespace GlyphPage.Reading;

/// <summary>Draws pages with characters.</summary>
internal static class PageArt
{
    private const string Shades = " .:-=+*#%@";
    private const int CellWidth = 2;
    private const int CellHeight = 4;
    private const int Columns = Painting.PagePainter.Size / CellWidth;
    private const int Rows = Painting.PagePainter.Size / CellHeight;

    /// <summary>Draws a page.</summary>
    /// <param name="pixels">[96, 96], row-major.</param>
    /// <returns>24 lines of 48 characters.</returns>
    public static ImmutableArray<string> Draw(ReadOnlySpan<float> pixels)
    {
        float[] cells = new float[Rows * Columns];
        for (int i = 0; i < cells.Length; i++)
        {
            cells[i] = Brightness(pixels, i / Columns, i % Columns);
        }

        float[] sorted = [.. cells.Order()];
        float paper = sorted[sorted.Length * 70 / 100];
        float ink = sorted[sorted.Length * 98 / 100];
        return [.. cells.Select(cell => Shade((cell - paper) / (ink - paper))).Chunk(Columns).Select(row => new string(row))];
    }

    private static char Shade(float strength) => Shades[Math.Clamp((int)(strength * Shades.Length), 0, Shades.Length - 1)];

    private static float Brightness(ReadOnlySpan<float> pixels, int row, int column)
    {
        float sum = 0;
        for (int y = row * CellHeight; y < (row + 1) * CellHeight; y++)
        {
            for (int x = column * CellWidth; x < (column + 1) * CellWidth; x++)
            {
                sum += pixels[(y * Painting.PagePainter.Size) + x];
            }
        }

        return sum / (CellHeight * CellWidth);
    }
}
