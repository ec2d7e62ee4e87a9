using Microsoft.CodeAnalysis;

namespace Upscale.Generator.Diagnostics;

/// <summary>Everything the generator reports.</summary>
internal static class DiagnosticCatalog
{
    private const string Category = "Upscale.Generator";
    private const string Page = "https://github.com/upscale-build/upscale-build/blob/main/src/DIAGNOSTICS.md#";

    public static readonly DiagnosticDescriptor SignatureNotUnderstood = new(
        "UPS2001",
        "Signature file not understood",
        "The model's signature file is not understood: {0}. Rebuild the project; if that does not help, the packages Upscale.Build and Upscale.Runtime are of different versions.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The build writes a signature file for each pruned model, from which its class is generated. This one does not follow the format.",
        helpLinkUri: Page + "ups2001");

    public static readonly DiagnosticDescriptor NoTypedRun = new(
        "UPS2002",
        "No typed Run for this model",
        "Class '{0}' gets no typed Run method: {1}. Run the model through the class's Session property.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A typed Run method takes and returns spans. An input that is a sequence or a map, or a tensor with more values than a span can hold, has no such form.",
        helpLinkUri: Page + "ups2002");

    public static readonly DiagnosticDescriptor DuplicateClass = new(
        "UPS2003",
        "Two models generate one class",
        "Class '{0}' is already generated from '{1}'. Give one of the two models another ClassName or Namespace.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Each model generates a class of its own, so their full names must differ.",
        helpLinkUri: Page + "ups2003");

    public static DiagnosticDescriptor Find(string id) => id switch
    {
        "UPS2001" => SignatureNotUnderstood,
        "UPS2002" => NoTypedRun,
        "UPS2003" => DuplicateClass,
        _ => throw new ArgumentOutOfRangeException(nameof(id), id, "no such diagnostic"),
    };
}
