namespace GlyphReader.Images;

/// <summary>Generated images with the classes they show.</summary>
internal sealed class GlyphDataSet
{
    private readonly byte[] _pixels;
    private readonly byte[] _labels;

    private GlyphDataSet(byte[] pixels, byte[] labels)
    {
        _pixels = pixels;
        _labels = labels;
    }

    /// <summary>How many images there are.</summary>
    public int Count => _labels.Length;

    /// <summary>[Count, Size, Size], row-major; brightness, 0 to 255.</summary>
    public ReadOnlyMemory<byte> Pixels => _pixels;

    /// <summary>[Count]; indices into <see cref="StrokeFont.Alphabet"/>.</summary>
    public ReadOnlyMemory<byte> Labels => _labels;

    /// <summary>Paints images of classes drawn at random.</summary>
    /// <param name="count">How many images.</param>
    /// <param name="seed">Decides on everything: image i of a seed is the same whatever the count.</param>
    public static GlyphDataSet Generate(int count, ulong seed)
    {
        byte[] pixels = new byte[count * GlyphPainter.PixelCount];
        byte[] labels = new byte[count];
        Parallel.For(0, count, i =>
        {
            var random = new Pcg32(seed, (ulong)i);
            labels[i] = (byte)random.NextIndex(StrokeFont.Alphabet.Length);
            GlyphPainter.Paint(labels[i], random, Image(pixels, i));
        });
        return new GlyphDataSet(pixels, labels);
    }

    /// <summary>Paints one image per character of a text.</summary>
    /// <exception cref="ArgumentException">A character is neither a digit nor a capital letter.</exception>
    public static GlyphDataSet Write(string text, ulong seed)
    {
        byte[] pixels = new byte[text.Length * GlyphPainter.PixelCount];
        byte[] labels = [.. text.Select(character => (byte)StrokeFont.ClassOf(character))];
        for (int i = 0; i < labels.Length; i++)
        {
            GlyphPainter.Paint(labels[i], new Pcg32(seed, (ulong)i), Image(pixels, i));
        }

        return new GlyphDataSet(pixels, labels);
    }

    /// <summary>The images as the network reads them.</summary>
    /// <returns>[count, 1, Size, Size], row-major; brightness in [0, 1].</returns>
    public float[] ToInput(int start, int count)
    {
        ReadOnlySpan<byte> bytes = _pixels.AsSpan(start * GlyphPainter.PixelCount, count * GlyphPainter.PixelCount);
        float[] input = new float[bytes.Length];
        for (int i = 0; i < input.Length; i++)
        {
            input[i] = bytes[i] / 255f;
        }

        return input;
    }

    private static Span<byte> Image(byte[] pixels, int index) => pixels.AsSpan(index * GlyphPainter.PixelCount, GlyphPainter.PixelCount);
}
