namespace Upscale.Generator.Signatures;

/// <summary>The type of an input or output, without a shape.</summary>
/// <param name="Form">How it holds its elements.</param>
/// <param name="Key">The type of the maps' keys; null where there are no maps.</param>
/// <param name="Element">The type of its elements.</param>
internal sealed record ValueKind(ValueForm Form, ElementKind? Key, ElementKind Element)
{
    private const string SequenceStart = "seq(";
    private const string MapStart = "map(";

    /// <summary>The type in the result of a run.</summary>
    public string ResultType => Form switch
    {
        ValueForm.Tensor => Output,
        ValueForm.Sequence => List(Output),
        ValueForm.Map => Dictionary,
        _ => List(Dictionary),
    };

    private string Output => $"global::Upscale.Runtime.ModelOutput<{Element.CSharpType}>";

    private string Dictionary => $"global::System.Collections.Generic.IReadOnlyDictionary<{Key!.CSharpType}, {Element.CSharpType}>";

    /// <summary>Reads the signature's word: <c>float32</c>, <c>seq(float32)</c>, <c>map(int64,float32)</c>, <c>seq(map(string,float32))</c>.</summary>
    /// <returns>Null when it is none of these.</returns>
    public static ValueKind? Find(string word)
    {
        bool isSequence = Unwrap(ref word, SequenceStart);
        if (!Unwrap(ref word, MapStart))
        {
            return ElementKind.Find(word) is ElementKind element ? new ValueKind(isSequence ? ValueForm.Sequence : ValueForm.Tensor, null, element) : null;
        }

        string[] parts = word.Split(',');
        return parts.Length == 2 && ElementKind.Find(parts[0]) is ElementKind key && ElementKind.Find(parts[1]) is ElementKind value
            ? new ValueKind(isSequence ? ValueForm.SequenceOfMaps : ValueForm.Map, key, value)
            : null;
    }

    private static string List(string item) => $"global::System.Collections.Generic.IReadOnlyList<{item}>";

    private static bool Unwrap(ref string word, string start)
    {
        if (!word.StartsWith(start, StringComparison.Ordinal) || !word.EndsWith(")", StringComparison.Ordinal))
        {
            return false;
        }

        word = word.Substring(start.Length, word.Length - start.Length - 1);
        return true;
    }
}
