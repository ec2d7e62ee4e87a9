namespace GlyphReader.Images;

/// <summary>A straight piece of a stroke.</summary>
internal readonly record struct Segment(Point From, Point To)
{
    /// <summary>The squared distance of a point from the nearest point of the piece.</summary>
    public double SquaredDistance(Point point)
    {
        double alongX = To.X - From.X;
        double alongY = To.Y - From.Y;
        double offsetX = point.X - From.X;
        double offsetY = point.Y - From.Y;
        double length = (alongX * alongX) + (alongY * alongY);
        double share = length > 0 ? Math.Clamp(((offsetX * alongX) + (offsetY * alongY)) / length, 0, 1) : 0;
        double awayX = offsetX - (share * alongX);
        double awayY = offsetY - (share * alongY);
        return (awayX * awayX) + (awayY * awayY);
    }
}
