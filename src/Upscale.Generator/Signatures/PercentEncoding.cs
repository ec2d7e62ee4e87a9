using System.Globalization;
using System.Text;

namespace Upscale.Generator.Signatures;

/// <summary>Decodes the %XX form of UTF-8 text in signature files.</summary>
internal static class PercentEncoding
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Decodes a field.</summary>
    /// <returns>The text; null when an escape is cut short or the bytes are not UTF-8.</returns>
    public static string? TryDecode(string field)
    {
        var bytes = new List<byte>(field.Length);
        for (int i = 0; i < field.Length; i++)
        {
            if (field[i] != '%')
            {
                int length = char.IsSurrogatePair(field, i) ? 2 : 1;
                bytes.AddRange(Encoding.UTF8.GetBytes(field.Substring(i, length)));
                i += length - 1;
                continue;
            }

            if (i + 2 >= field.Length
                || !byte.TryParse(field.Substring(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte value))
            {
                return null;
            }

            bytes.Add(value);
            i += 2;
        }

        try
        {
            return Strict.GetString([.. bytes]);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
