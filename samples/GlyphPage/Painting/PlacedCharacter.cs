using GlyphReader.Images;

namespace GlyphPage.Painting;

/// <summary>A character and where it stands on a page.</summary>
/// <param name="Class">An index into <see cref="StrokeFont.Alphabet"/>.</param>
/// <param name="Centre">The middle of the glyph, in pixels from the upper left corner of the page.</param>
internal readonly record struct PlacedCharacter(int Class, Point Centre);
