using System.Globalization;
using System.Text;

namespace Upscale.Generator.Emission;

/// <summary>Writes strings as C# literals that hold only printable ASCII.</summary>
internal static class CSharpLiteral
{
    public static string Of(string text)
    {
        var result = new StringBuilder(text.Length + 2).Append('"');
        foreach (char c in text)
        {
            if (c is '"' or '\\')
            {
                result.Append('\\').Append(c);
            }
            else if (c is >= ' ' and <= '~')
            {
                result.Append(c);
            }
            else
            {
                result.Append("\\u").Append(((int)c).ToString("X4", CultureInfo.InvariantCulture));
            }
        }

        return result.Append('"').ToString();
    }
}
