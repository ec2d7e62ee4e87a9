using System.Globalization;
using System.Text;

namespace Upscale.Build.Items;

/// <summary>Names of generated classes and namespaces.</summary>
internal static class ClassName
{
    /// <summary>The most bytes of UTF-8 that a class and its namespace may take; the full name of a type has at most 1023 in an assembly.</summary>
    public const int MostBytes = 900;

    private const string Fallback = "Model";

    private static readonly string[] Keywords = ("abstract as base bool break byte case catch char checked class const continue decimal default delegate do double else "
        + "enum event explicit extern false finally fixed float for foreach goto if implicit in int interface internal is lock long "
        + "namespace new null object operator out override params private protected public readonly ref return sbyte sealed short "
        + "sizeof stackalloc static string struct switch this throw true try typeof uint ulong unchecked unsafe ushort using "
        + "virtual void volatile while").Split(' ');

    private static readonly string[] NamespacesInUse =
    [
        "Microsoft.Extensions.DependencyInjection",
        "Microsoft.ML.OnnxRuntime.Tensors",
        "System.CodeDom.Compiler",
        "System.Collections.Generic",
        "System.Collections.Immutable",
        "System.IO",
        "System.Threading.Tasks",
        "Upscale.Runtime",
    ];

    /// <summary>A file's name in PascalCase: letters and digits stay, everything else separates words.</summary>
    public static string FromFile(string path)
    {
        var name = new StringBuilder();
        bool starts = true;
        foreach (char c in Path.GetFileNameWithoutExtension(path))
        {
            if (!IsLetter(c) && !IsDigit(c))
            {
                starts = true;
                continue;
            }

            name.Append(starts ? char.ToUpperInvariant(c) : c);
            starts = false;
        }

        return name.Length > 0 && IsLetter(name[0]) ? name.ToString() : Fallback + name;
    }

    /// <summary>Whether C# takes the name for a type without a warning; all keywords, and every name it reserves, are lower case.</summary>
    public static bool IsClass(string name) => IsIdentifier(name) && !name.All(c => c is >= 'a' and <= 'z');

    /// <summary>The namespace that generated code needs and that a class of this full name would hide; null when there is none.</summary>
    public static string? HiddenBy(string fullName) =>
        Array.Find(NamespacesInUse, space => (space + ".").StartsWith(fullName + ".", StringComparison.Ordinal));

    /// <summary>Whether C# takes the name for a namespace; an empty one is the global namespace.</summary>
    public static bool IsNamespace(string name) => name.Length == 0 || name.Split('.').All(IsIdentifier);

    /// <summary>A project's name as a namespace, as the SDK's templates form it.</summary>
    public static string SafeNamespace(string name) => string.Join(".", name.Split('.').Where(part => part.Length > 0).Select(SafePart));

    /// <summary>A namespace as C# source names it: parts that are keywords behind an @.</summary>
    public static string InSource(string name) =>
        string.Join(".", name.Split('.').Select(part => Keywords.Contains(part) ? "@" + part : part));

    private static string SafePart(string part)
    {
        string safe = new([.. part.Select(c => IsPart(c) ? c : '_')]);
        return IsStart(safe[0]) ? safe : "_" + safe;
    }

    private static bool IsIdentifier(string name) => name.Length > 0 && IsStart(name[0]) && name.All(IsPart);

    private static bool IsStart(char c) => c == '_' || IsLetter(c);

    private static bool IsPart(char c) => IsStart(c) || IsDigit(c) || char.GetUnicodeCategory(c)
        is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.ConnectorPunctuation;

    private static bool IsLetter(char c) => char.IsLetter(c);

    private static bool IsDigit(char c) => char.GetUnicodeCategory(c) == UnicodeCategory.DecimalDigitNumber;
}
