using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace Upscale.Generator.Naming;

/// <summary>Turns a tensor's name, which may hold any text, into C# identifiers.</summary>
internal static class Identifier
{
    // A member's name takes at most 1023 bytes in an assembly, a letter up to three of them; numbers and suffixes come behind.
    private const int MostLetters = 250;

    /// <summary>The name in PascalCase, cut where it is too long: letters and digits stay, everything else separates words.</summary>
    /// <param name="name">Any text.</param>
    /// <param name="fallback">Stands before a leading digit, and for a name without a letter or digit.</param>
    public static string Pascal(string name, string fallback)
    {
        var result = new StringBuilder();
        int start = 0;
        for (int i = 0; i <= name.Length && result.Length < MostLetters; i++)
        {
            if (i < name.Length && IsLetterOrDigit(name[i]))
            {
                continue;
            }

            AppendWord(result, name.Substring(start, i - start));
            start = i + 1;
        }

        if (result.Length == 0)
        {
            return fallback;
        }

        result.Length = Math.Min(result.Length, MostLetters);
        return IsLetter(result[0]) ? result.ToString() : fallback + result;
    }

    /// <summary>A PascalCase name in camelCase.</summary>
    public static string Camel(string pascal) => char.ToLowerInvariant(pascal[0]) + pascal.Substring(1);

    /// <summary>The name as it must be written in source: keywords get an @.</summary>
    public static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : name;

    private static void AppendWord(StringBuilder result, string word)
    {
        if (word.Length == 0)
        {
            return;
        }

        bool acronym = word.Length > 2 && word.All(c => !char.IsLower(c));
        result.Append(char.ToUpperInvariant(word[0]));
        result.Append(acronym ? word.Substring(1).ToLowerInvariant() : word.Substring(1));
    }

    private static bool IsLetterOrDigit(char c) => IsLetter(c) || char.GetUnicodeCategory(c) == UnicodeCategory.DecimalDigitNumber;

    private static bool IsLetter(char c) => char.IsLetter(c);
}
