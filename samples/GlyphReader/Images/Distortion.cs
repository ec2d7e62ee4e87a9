namespace GlyphReader.Images;

/// <summary>How one image departs from the clean glyph. Lengths are in pixels, brightness lies in [0, 1].</summary>
/// <param name="Height">Height of an upright glyph.</param>
/// <param name="Stretch">Width relative to what the height asks for.</param>
/// <param name="HalfAngleTangent">Tangent of half the angle of rotation.</param>
/// <param name="Shear">Sideways shift per pixel of height.</param>
/// <param name="ShiftX">Shift to the right.</param>
/// <param name="ShiftY">Shift downwards.</param>
/// <param name="PenRadius">Half the stroke width.</param>
/// <param name="Paper">Brightness of the paper at the image's middle.</param>
/// <param name="Ink">Brightness that ink adds to the paper.</param>
/// <param name="SlopeX">Change of the paper's brightness from the left to the right edge.</param>
/// <param name="SlopeY">Change of the paper's brightness from the upper to the lower edge.</param>
/// <param name="Blur">Weight of each neighbour in a three-pixel blur, in [0, 0.25].</param>
/// <param name="Noise">Standard deviation of the noise of every pixel.</param>
/// <param name="Specks">Share of pixels with an arbitrary brightness.</param>
internal sealed record Distortion(
    double Height,
    double Stretch,
    double HalfAngleTangent,
    double Shear,
    double ShiftX,
    double ShiftY,
    double PenRadius,
    double Paper,
    double Ink,
    double SlopeX,
    double SlopeY,
    double Blur,
    double Noise,
    double Specks)
{
    /// <summary>Draws all of an image's departures at random.</summary>
    public static Distortion Draw(Pcg32 random) => new(
        Height: random.NextBetween(13, 17.5),
        Stretch: random.NextBetween(0.8, 1.1),
        HalfAngleTangent: random.NextBetween(-0.13, 0.13),
        Shear: random.NextBetween(-0.18, 0.18),
        ShiftX: random.NextBetween(-2, 2),
        ShiftY: random.NextBetween(-2, 2),
        PenRadius: random.NextBetween(0.7, 1.45),
        Paper: random.NextBetween(0.1, 0.35),
        Ink: random.NextBetween(0.3, 0.65),
        SlopeX: random.NextBetween(-0.15, 0.15),
        SlopeY: random.NextBetween(-0.15, 0.15),
        Blur: random.NextBetween(0, 0.25),
        Noise: random.NextBetween(0.08, 0.22),
        Specks: random.NextBetween(0, 0.05));

    /// <summary>Places a stroke of the font on an image.</summary>
    public Segment Place(Segment stroke) => new(Place(stroke.From), Place(stroke.To));

    private Point Place(Point point)
    {
        double scale = Height / StrokeFont.Height;
        double y = (point.Y - StrokeFont.Centre.Y) * scale;
        double x = ((point.X - StrokeFont.Centre.X) * scale * Stretch) + (Shear * y);

        double t = HalfAngleTangent;
        double cosine = (1 - (t * t)) / (1 + (t * t));
        double sine = 2 * t / (1 + (t * t));
        double middle = GlyphPainter.Size / 2.0;
        return new Point(
            middle + ShiftX + (cosine * x) - (sine * y),
            middle + ShiftY + (sine * x) + (cosine * y));
    }
}
