using GlyphReader.Images;
using Microsoft.ML.OnnxRuntime;

namespace GlyphReader.Reading;

/// <summary>The network as it was trained, run in ONNX Runtime by hand.</summary>
internal sealed class DenseGlyphs(string path, SessionOptions options) : IGlyphModel
{
    private static readonly string[] Inputs = ["pixels"];
    private static readonly string[] Outputs = ["logits"];

    private readonly InferenceSession _session = new(path, options);
    private readonly RunOptions _runOptions = new();

    public void Run(float[] pixels, int count, float[] logits)
    {
        using var input = OrtValue.CreateTensorValueFromMemory(pixels, [count, 1, GlyphPainter.Size, GlyphPainter.Size]);
        using var output = OrtValue.CreateTensorValueFromMemory(logits, [count, StrokeFont.Alphabet.Length]);
        _session.Run(_runOptions, Inputs, [input], Outputs, [output]);
    }

    public void Dispose()
    {
        _runOptions.Dispose();
        _session.Dispose();
    }
}
