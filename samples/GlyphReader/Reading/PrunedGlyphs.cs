using Microsoft.ML.OnnxRuntime;

namespace GlyphReader.Reading;

/// <summary>The network as the build pruned it, run through the class that the build generated.</summary>
internal sealed class PrunedGlyphs(SessionOptions options) : IGlyphModel
{
    private readonly Glyphs _model = new(options);

    public void Run(float[] pixels, int count, float[] logits) => _model.Run(pixels, logits, count);

    public void Dispose() => _model.Dispose();
}
