namespace GlyphWeb;

/// <summary>How likely a character is.</summary>
/// <param name="Label">The character.</param>
/// <param name="Probability">In [0, 1].</param>
internal sealed record Score(string Label, float Probability);
