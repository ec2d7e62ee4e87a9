using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Upscale.Generator.Tests.Driving;

/// <summary>An additional file held in memory.</summary>
internal sealed class SignatureText(string path, string text) : AdditionalText
{
    public override string Path { get; } = path;

    public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);

    /// <summary>A signature of the given records, whose fields are separated by spaces here.</summary>
    public static SignatureText Of(string className, params string[] records) => new(
        $"/obj/{className}.signature",
        string.Join('\n', ["upscale-signature 1", $"class {className}", "namespace My.App", "model model.onnx", .. records]).Replace(' ', '\t'));
}
