using GlyphReader.Images;

namespace GlyphPage.Reading;

/// <summary>A character that a network found on a page.</summary>
/// <param name="Label">What it was read as.</param>
/// <param name="Centre">Its middle, in pixels from the upper left corner of the page.</param>
/// <param name="Cell">The cell of its middle, row-major, in [0, 576).</param>
internal sealed record FoundCharacter(string Label, Point Centre, int Cell);
