namespace GlyphReader.Images;

/// <summary>A round pen whose ink fades over the last pixel of its edge.</summary>
internal static class Pen
{
    /// <summary>How much ink the pen leaves at a point.</summary>
    /// <param name="strokes">Where the pen went, in pixels.</param>
    /// <param name="radius">Half the stroke width in pixels.</param>
    /// <param name="point">In pixels.</param>
    /// <returns>In [0, 1]; 1 = covered.</returns>
    public static double Coverage(ReadOnlySpan<Segment> strokes, double radius, Point point)
    {
        double nearest = double.PositiveInfinity;
        foreach (Segment stroke in strokes)
        {
            nearest = Math.Min(nearest, stroke.SquaredDistance(point));
        }

        return Math.Clamp(radius + 0.5 - Math.Sqrt(nearest), 0, 1);
    }
}
