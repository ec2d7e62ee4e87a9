using Upscale.Generator.Collections;
using Upscale.Generator.Diagnostics;

namespace Upscale.Generator.Signatures;

/// <summary>A signature file that was read: the model, or what is wrong with the file.</summary>
internal sealed record SignatureFile(string Path, ModelSignature? Model, EquatableArray<DiagnosticInfo> Diagnostics)
{
    public static SignatureFile Understood(string path, ModelSignature model) => new(path, model, default);

    public static SignatureFile Broken(string path, int line, string problem) =>
        new(path, null, new EquatableArray<DiagnosticInfo>([DiagnosticInfo.Create(DiagnosticCatalog.SignatureNotUnderstood, path, line, problem)]));
}
