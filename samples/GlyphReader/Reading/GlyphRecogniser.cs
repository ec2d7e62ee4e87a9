using System.Numerics.Tensors;
using GlyphReader.Images;

namespace GlyphReader.Reading;

/// <summary>Reads images with a model.</summary>
internal static class GlyphRecogniser
{
    private const int BatchSize = 100;

    /// <summary>The characters that a model sees in images.</summary>
    public static string Read(IGlyphModel model, GlyphDataSet images)
    {
        char[] text = new char[images.Count];
        for (int start = 0; start < images.Count; start += BatchSize)
        {
            int count = Math.Min(BatchSize, images.Count - start);
            float[] logits = new float[count * StrokeFont.Alphabet.Length];
            model.Run(images.ToInput(start, count), count, logits);
            for (int i = 0; i < count; i++)
            {
                ReadOnlySpan<float> scores = logits.AsSpan(i * StrokeFont.Alphabet.Length, StrokeFont.Alphabet.Length);
                text[start + i] = StrokeFont.Alphabet[TensorPrimitives.IndexOfMax(scores)];
            }
        }

        return new string(text);
    }

    /// <summary>The share of images that a model reads correctly, in [0, 1].</summary>
    public static double Accuracy(IGlyphModel model, GlyphDataSet images)
    {
        string read = Read(model, images);
        ReadOnlySpan<byte> labels = images.Labels.Span;
        int correct = 0;
        for (int i = 0; i < read.Length; i++)
        {
            correct += read[i] == StrokeFont.Alphabet[labels[i]] ? 1 : 0;
        }

        return (double)correct / images.Count;
    }
}
