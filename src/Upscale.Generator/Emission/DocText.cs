using System.Globalization;
using System.Text;

namespace Upscale.Generator.Emission;

/// <summary>Writes any text so that it can stand in an XML documentation comment; a very long one is cut.</summary>
internal static class DocText
{
    private const int MostLetters = 300;
    private const string Cut = "...";

    public static string Of(string text)
    {
        var result = new StringBuilder(Math.Min(text.Length, MostLetters));
        for (int i = 0; i < text.Length; i++)
        {
            if (i >= MostLetters)
            {
                return result.Append(Cut).ToString();
            }

            if (char.IsSurrogatePair(text, i))
            {
                result.Append(text, i, 2);
                i++;
            }
            else
            {
                Append(result, text[i]);
            }
        }

        return result.ToString();
    }

    public static string Code(string text) => "<c>" + Of(text) + "</c>";

    private static void Append(StringBuilder result, char c)
    {
        switch (c)
        {
            case '&':
                result.Append("&amp;");
                break;
            case '<':
                result.Append("&lt;");
                break;
            case '>':
                result.Append("&gt;");
                break;
            case var _ when char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned:
                result.Append("\\u").Append(((int)c).ToString("X4", CultureInfo.InvariantCulture));
                break;
            default:
                result.Append(c);
                break;
        }
    }
}
