using System.Text;
using GlyphReader.Images;

namespace GlyphReader.Reading;

/// <summary>Draws images with characters, side by side.</summary>
internal static class TextArt
{
    private const string Shades = " .:-=+*#%@";
    private const int CellWidth = 2;
    private const int CellHeight = 3;
    private const int Columns = GlyphPainter.Size / CellWidth;
    private const int Rows = GlyphPainter.Size / CellHeight;

    /// <summary>Draws all images of a set on one line of glyphs.</summary>
    /// <returns>8 lines, 12 characters per image.</returns>
    public static string Draw(GlyphDataSet images)
    {
        string[][] glyphs = [.. Enumerable.Range(0, images.Count).Select(i => Draw(images.ToInput(i, 1)))];
        var text = new StringBuilder();
        for (int row = 0; row < Rows; row++)
        {
            text.AppendLine(string.Concat(glyphs.Select(glyph => glyph[row])).TrimEnd());
        }

        return text.ToString();
    }

    private static string[] Draw(float[] pixels)
    {
        float[] cells = [.. Enumerable.Range(0, Rows * Columns).Select(i => Brightness(pixels, i / Columns, i % Columns))];
        float[] sorted = [.. cells.Order()];
        float paper = sorted[sorted.Length * 45 / 100];
        float ink = sorted[sorted.Length * 97 / 100];
        return [.. cells.Select(cell => Shade((cell - paper) / (ink - paper))).Chunk(Columns).Select(row => new string(row))];
    }

    private static char Shade(float darkness) => Shades[Math.Clamp((int)(darkness * Shades.Length), 0, Shades.Length - 1)];

    private static float Brightness(float[] pixels, int row, int column)
    {
        float sum = 0;
        for (int y = row * CellHeight; y < (row + 1) * CellHeight; y++)
        {
            for (int x = column * CellWidth; x < (column + 1) * CellWidth; x++)
            {
                sum += pixels[(y * GlyphPainter.Size) + x];
            }
        }

        return sum / (CellHeight * CellWidth);
    }
}
