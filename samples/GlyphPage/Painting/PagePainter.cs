using GlyphReader.Images;

namespace GlyphPage.Painting;

/// <summary>Paints noisy pages with correctly rounded arithmetic only, so that every machine paints the same bytes.</summary>
internal static class PagePainter
{
    /// <summary>Width and height of a page in pixels.</summary>
    public const int Size = 96;

    /// <summary>Pixels of one page.</summary>
    public const int PixelCount = Size * Size;

    private const int Reach = 15;
    private const int MostScratches = 3;

    /// <summary>Paints one page.</summary>
    /// <param name="seed">Decides, with the index, on everything.</param>
    /// <param name="index">Which page of the seed; at least 0.</param>
    public static PaintedPage Paint(ulong seed, int index)
    {
        var random = new Pcg32(seed, (ulong)index);
        var characters = PageLayout.Draw(random);
        double[] ink = new double[PixelCount];
        foreach (PlacedCharacter character in characters)
        {
            Write(character, random, ink);
        }

        for (int scratches = random.NextIndex(MostScratches + 1); scratches > 0; scratches--)
        {
            Scratch(random, ink);
        }

        return new PaintedPage(Photograph(ink, Distortion.Draw(random), random), characters);
    }

    private static void Write(PlacedCharacter character, Pcg32 random, double[] ink)
    {
        Distortion distortion = Distortion.Draw(random) with
        {
            ShiftX = character.Centre.X - (GlyphPainter.Size / 2.0),
            ShiftY = character.Centre.Y - (GlyphPainter.Size / 2.0),
        };
        Segment[] strokes = [.. StrokeFont.Segments(character.Class).Select(distortion.Place)];
        Draw(strokes, distortion.PenRadius, distortion.Ink, character.Centre, ink);
    }

    private static void Scratch(Pcg32 random, double[] ink)
    {
        var middle = new Point(random.NextBetween(0, Size), random.NextBetween(0, Size));
        double alongX = random.NextBetween(-Reach, Reach) / 2;
        double alongY = random.NextBetween(-Reach, Reach) / 2;
        var stroke = new Segment(new Point(middle.X - alongX, middle.Y - alongY), new Point(middle.X + alongX, middle.Y + alongY));
        Draw([stroke], random.NextBetween(0.4, 1), random.NextBetween(0.3, 0.65), middle, ink);
    }

    private static void Draw(ReadOnlySpan<Segment> strokes, double radius, double strength, Point middle, double[] ink)
    {
        int left = Math.Max(0, (int)middle.X - Reach);
        int right = Math.Min(Size - 1, (int)middle.X + Reach);
        int bottom = Math.Min(Size - 1, (int)middle.Y + Reach);
        for (int y = Math.Max(0, (int)middle.Y - Reach); y <= bottom; y++)
        {
            for (int x = left; x <= right; x++)
            {
                double here = strength * Pen.Coverage(strokes, radius, new Point(x + 0.5, y + 0.5));
                ink[(y * Size) + x] = Math.Max(ink[(y * Size) + x], here);
            }
        }
    }

    private static byte[] Photograph(double[] ink, Distortion light, Pcg32 random)
    {
        byte[] pixels = new byte[PixelCount];
        for (int i = 0; i < PixelCount; i++)
        {
            double right = ((i % Size) + 0.5) / Size;
            double down = ((i / Size) + 0.5) / Size;
            double paper = light.Paper + (light.SlopeX * (right - 0.5)) + (light.SlopeY * (down - 0.5));
            double noisy = paper + ink[i] + (light.Noise * random.NextGaussian());
            double seen = random.NextUnit() < light.Specks ? random.NextUnit() : noisy;
            pixels[i] = (byte)((Math.Clamp(seen, 0, 1) * 255) + 0.5);
        }

        return pixels;
    }
}
