using System.Buffers.Binary;
using System.Net.Http.Headers;
using GlyphReader.Images;

namespace Upscale.Samples.Tests.Web;

/// <summary>Bodies of requests to read a drawing.</summary>
internal static class GlyphBody
{
    /// <summary>A noisy picture of a character, as the network was trained on.</summary>
    /// <returns>[24, 24], row-major; brightness in [0, 1].</returns>
    public static float[] Paint(char character, ulong seed)
    {
        var bytes = new byte[GlyphPainter.PixelCount];
        GlyphPainter.Paint(StrokeFont.ClassOf(character), new Pcg32(seed, character), bytes);
        return [.. bytes.Select(value => value / 255f)];
    }

    public static ByteArrayContent Of(ReadOnlySpan<float> pixels)
    {
        var bytes = new byte[pixels.Length * sizeof(float)];
        for (var i = 0; i < pixels.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), pixels[i]);
        }

        return Of(bytes);
    }

    public static ByteArrayContent Of(byte[] bytes) =>
        new(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } };
}
