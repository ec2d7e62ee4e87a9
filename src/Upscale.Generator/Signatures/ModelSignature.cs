using Upscale.Generator.Collections;

namespace Upscale.Generator.Signatures;

/// <summary>What a signature file says about one model.</summary>
/// <param name="ClassName">Name of the class to generate.</param>
/// <param name="Namespace">Its namespace; empty for the global one.</param>
/// <param name="ModelFile">The model's file name beside the application.</param>
/// <param name="Resource">The resource of the assembly that holds the model; null when it is a file beside the application.</param>
/// <param name="Summary">The class's summary; null for a general one.</param>
internal sealed record ModelSignature(
    string ClassName,
    string Namespace,
    string ModelFile,
    string? Resource,
    string? Summary,
    EquatableArray<TensorSignature> Inputs,
    EquatableArray<TensorSignature> Outputs)
{
    public string FullName => Namespace.Length == 0 ? ClassName : Namespace + "." + ClassName;
}
