namespace GlyphNative;

/// <summary>A picture that is typed.</summary>
internal static class TextDrawing
{
    private const int Size = 24;
    private const char Ink = '#';
    private const float InkBrightness = 0.7f;
    private const float PaperBrightness = 0.2f;

    /// <summary>Reads a drawing from a file.</summary>
    /// <returns>[24, 24], row-major; brightness in [0, 1]. Null when a line is too long, there are too many, or nothing is drawn.</returns>
    public static float[]? Read(string path)
    {
        float[] pixels = new float[Size * Size];
        Array.Fill(pixels, PaperBrightness);
        bool drawn = false;
        int row = 0;
        foreach (string line in File.ReadLines(path))
        {
            if (row == Size || line.Length > Size)
            {
                return null;
            }

            for (int column = line.IndexOf(Ink, StringComparison.Ordinal); column >= 0; column = line.IndexOf(Ink, column + 1))
            {
                pixels[(row * Size) + column] = InkBrightness;
                drawn = true;
            }

            row++;
        }

        return drawn ? pixels : null;
    }
}
