namespace GlyphReader.Reading;

/// <summary>A network that tells which glyphs images show.</summary>
internal interface IGlyphModel : IDisposable
{
    /// <summary>Classifies a batch.</summary>
    /// <param name="pixels">[count, 1, 24, 24], row-major; brightness in [0, 1].</param>
    /// <param name="count">How many images the batch holds.</param>
    /// <param name="logits">[count, 36], row-major; receives the scores, larger = likelier.</param>
    void Run(float[] pixels, int count, float[] logits);
}
