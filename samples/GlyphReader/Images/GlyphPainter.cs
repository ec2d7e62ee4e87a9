using System.Collections.Immutable;

namespace GlyphReader.Images;

/// <summary>Paints noisy glyphs with correctly rounded arithmetic only, so that every machine paints the same bytes.</summary>
internal static class GlyphPainter
{
    /// <summary>Width and height of an image in pixels.</summary>
    public const int Size = 24;

    /// <summary>Pixels of one image.</summary>
    public const int PixelCount = Size * Size;

    /// <summary>Paints one glyph.</summary>
    /// <param name="glyph">The class, an index into <see cref="StrokeFont.Alphabet"/>.</param>
    /// <param name="random">Decides on distortion and noise.</param>
    /// <param name="pixels">[Size, Size], row-major; receives the brightness, 0 to 255; ink is bright.</param>
    public static void Paint(int glyph, Pcg32 random, Span<byte> pixels)
    {
        Distortion distortion = Distortion.Draw(random);
        double[] coverage = Cover(StrokeFont.Segments(glyph), distortion);
        Blur(coverage, distortion.Blur);
        for (int i = 0; i < PixelCount; i++)
        {
            double right = ((i % Size) + 0.5) / Size;
            double down = ((i / Size) + 0.5) / Size;
            double paper = distortion.Paper + (distortion.SlopeX * (right - 0.5)) + (distortion.SlopeY * (down - 0.5));
            double clean = paper + (distortion.Ink * coverage[i]);
            double noisy = clean + (distortion.Noise * random.NextGaussian());
            double seen = random.NextUnit() < distortion.Specks ? random.NextUnit() : noisy;
            pixels[i] = (byte)((Math.Clamp(seen, 0, 1) * 255) + 0.5);
        }
    }

    private static double[] Cover(ImmutableArray<Segment> strokes, Distortion distortion)
    {
        Segment[] placed = [.. strokes.Select(distortion.Place)];
        double[] coverage = new double[PixelCount];
        for (int i = 0; i < PixelCount; i++)
        {
            var centre = new Point((i % Size) + 0.5, (i / Size) + 0.5);
            coverage[i] = Pen.Coverage(placed, distortion.PenRadius, centre);
        }

        return coverage;
    }

    private static void Blur(double[] image, double weight)
    {
        for (int line = 0; line < Size; line++)
        {
            BlurLine(image, line * Size, 1, weight);
        }

        for (int line = 0; line < Size; line++)
        {
            BlurLine(image, line, Size, weight);
        }
    }

    private static void BlurLine(double[] image, int start, int step, double weight)
    {
        double before = image[start];
        for (int i = 0; i < Size; i++)
        {
            int at = start + (i * step);
            double here = image[at];
            double after = i + 1 < Size ? image[at + step] : here;
            image[at] = ((1 - (2 * weight)) * here) + (weight * before) + (weight * after);
            before = here;
        }
    }
}
