namespace GlyphReader.Images;

/// <summary>A place on the grid of the font, or on an image in pixels.</summary>
internal readonly record struct Point(double X, double Y);
