using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace Upscale.Generator.Tests.Fuzzing;

/// <summary>Text as nobody should name anything.</summary>
internal sealed class HostileText(Random random)
{
    private const int Long = 10_000;

    private static readonly string[] Fragments =
    [
        "\"", "\"\"\"", "'", "\\", "\\u0022", "\\\"", "*/", "/*", "//", "///", "</summary>", "<summary>", "]]>", "<!--", "-->", "&", "&amp;", "&#10;", "<c>", "{0}", "{", "}", "}}", ";", "@", "#", "#endif",
        "#pragma", "$\"", "%", "%00", "%41", "\n", "\r", "\r\n", "\t", "\v", "\f", "\0", "\u0001", "\u001B[31m", "\u007F", "\u0085", "\u00A0", "\u00AD", "\u200B", "\u200D", "\u200E", "\u202E", "\u2028",
        "\u2029", "\u2060", "\uFEFF", "\uFFFE", "\uFFFF", "\uFFFD", "\uD83D\uDC08", "\uD83D", "\uDC08", "\uDC08\uD83D", "\uD835\uDC9C", "\u0301", "e\u0301", "é", "ß", "İ", "ı", "ǅ", "ﬁ", "中文", "العربية",
        "٣", "Ⅷ", "²", "_", "__", "-", "/", ":", ".", " ", "  ", "1", "42", "0x", "a", "b", "A", "x", "X", "Name", "Length", "Shape", "Order", "Labels", "OrderTable", "Dimension0", "2", "_2", "Async", "",
    ];

    private static readonly string[] Members =
    [
        "Run", "RunAsync", "Result", "Session", "Dispose", "Signature", "ModelFileName", "ModelFile", "ModelResource", "_session", "session", "call", "cancellationToken", "options", "modelPath", "model", "batch",
        "ToString", "Equals", "GetHashCode", "GetType", "Finalize", "MemberwiseClone", "ReferenceEquals", "System", "Upscale", "Microsoft", "global", "Object", "Span", "Input", "Output", "services", "provider",
        "get_Session", "set_Result", "op_Implicit", "this", "value", "field", "record", "var", "dynamic", "nameof", "_", "__arglist", "__makeref", "nint", "notnull", "unmanaged", "init", "with", "and", "or", "not",
    ];

    private static readonly string[] Keywords =
        [.. SyntaxFacts.GetKeywordKinds().Concat(SyntaxFacts.GetContextualKeywordKinds()).Select(SyntaxFacts.GetText).Where(text => text.Length > 0)];

    /// <summary>A piece, several of them, random characters or a very long text.</summary>
    public string Next() => random.Next(20) switch
    {
        < 3 => Of(Members),
        < 6 => Of(Keywords),
        < 8 => Changed(Of(random.Next(2) == 0 ? Members : Keywords)),
        < 15 => string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => Piece())),
        < 19 => Characters(random.Next(1, 12)),
        _ => VeryLong(),
    };

    private string Piece() => random.Next(4) == 0 ? Of(random.Next(2) == 0 ? Members : Keywords) : Of(Fragments);

    private string Of(string[] texts) => texts[random.Next(texts.Length)];

    /// <summary>The same word written otherwise, so that two names become one identifier.</summary>
    private string Changed(string word) => random.Next(5) switch
    {
        0 => word.ToUpperInvariant(),
        1 => word.ToLowerInvariant(),
        2 => "_" + word + "_",
        3 => word.Insert(random.Next(word.Length + 1), Of(Fragments)),
        _ => word + ":" + random.Next(3),
    };

    private string Characters(int count)
    {
        var text = new StringBuilder();
        for (int i = 0; i < count; i++)
        {
            text.Append((char)random.Next(random.Next(3) switch { 0 => 0x80, 1 => 0x800, _ => 0x1_0000 }));
        }

        return text.ToString();
    }

    private string VeryLong()
    {
        string piece = random.Next(2) == 0 ? Of(Keywords) : Piece() + "a";
        return string.Concat(Enumerable.Repeat(piece, (Long / piece.Length) + 1))[..Long];
    }
}
