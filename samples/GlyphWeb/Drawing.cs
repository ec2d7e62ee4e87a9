using System.Buffers.Binary;

namespace GlyphWeb;

/// <summary>Reads a drawing from the body of a request.</summary>
internal static class Drawing
{
    /// <summary>Width and height in pixels.</summary>
    public const int Size = 24;

    /// <summary>Pixels of a drawing.</summary>
    public const int PixelCount = Size * Size;

    /// <summary>Bytes of a drawing.</summary>
    public const int ByteCount = PixelCount * sizeof(float);

    /// <summary>The only content type that is read.</summary>
    public const string ContentType = "application/octet-stream";

    /// <summary>Reads [Size, Size] little-endian float32, row-major: brightness in [0, 1], ink brighter than paper.</summary>
    /// <returns>The pixels.</returns>
    /// <exception cref="BadDrawingException">The body is anything else. No more of it is read than a drawing has, and a byte.</exception>
    public static async Task<float[]> ReadAsync(HttpRequest request)
    {
        if (!string.Equals(request.ContentType, ContentType, StringComparison.OrdinalIgnoreCase))
        {
            throw new BadDrawingException(StatusCodes.Status415UnsupportedMediaType, $"The content type must be {ContentType}.");
        }

        byte[] bytes = new byte[ByteCount + 1];
        int length = request.ContentLength > ByteCount
            ? bytes.Length
            : await request.Body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, request.HttpContext.RequestAborted);
        return length switch
        {
            ByteCount => Decode(bytes.AsSpan(0, ByteCount)),
            > ByteCount => throw new BadDrawingException(StatusCodes.Status413PayloadTooLarge, $"The body is longer than {ByteCount} bytes, {Layout}."),
            _ => throw new BadDrawingException(StatusCodes.Status400BadRequest, $"The body has {length} bytes instead of {ByteCount}, {Layout}."),
        };
    }

    private static string Layout => $"{Size} × {Size} little-endian float32";

    private static float[] Decode(ReadOnlySpan<byte> bytes)
    {
        float[] pixels = new float[PixelCount];
        for (int i = 0; i < pixels.Length; i++)
        {
            float brightness = BinaryPrimitives.ReadSingleLittleEndian(bytes[(i * sizeof(float))..]);
            pixels[i] = brightness is >= 0 and <= 1
                ? brightness
                : throw new BadDrawingException(StatusCodes.Status400BadRequest, $"The pixel in row {i / Size}, column {i % Size} is not a number in [0, 1].");
        }

        return pixels;
    }
}
