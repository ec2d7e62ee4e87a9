using System.Globalization;
using System.Text;

namespace Upscale.Build.Items;

/// <summary>Text as MSBuild stores it in items: characters with a meaning in project files become %XX.</summary>
internal static class EscapedText
{
    private const string Special = "%*?@$();'";

    /// <summary>Escapes a path or a metadata value, for a new item.</summary>
    public static string Of(string text)
    {
        var escaped = new StringBuilder();
        foreach (char c in text)
        {
            if (Special.IndexOf(c) < 0)
            {
                escaped.Append(c);
            }
            else
            {
                escaped.Append('%').Append(((int)c).ToString("x2", CultureInfo.InvariantCulture));
            }
        }

        return escaped.ToString();
    }
}
