using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Upscale.Generator.Collections;

namespace Upscale.Generator.Diagnostics;

/// <summary>A diagnostic as plain values, so that it can be cached between runs.</summary>
/// <param name="Id">Which diagnostic.</param>
/// <param name="Path">The signature file.</param>
/// <param name="Line">Its line, from 0.</param>
/// <param name="Arguments">What the message is about.</param>
internal sealed record DiagnosticInfo(string Id, string Path, int Line, EquatableArray<string> Arguments)
{
    public static DiagnosticInfo Create(DiagnosticDescriptor descriptor, string path, int line, params string[] arguments) =>
        new(descriptor.Id, path, line, new EquatableArray<string>(arguments));

    public Diagnostic ToDiagnostic()
    {
        var start = new LinePosition(Line, 0);
        var location = Location.Create(Path, default, new LinePositionSpan(start, start));
        return Diagnostic.Create(DiagnosticCatalog.Find(Id), location, [.. Arguments]);
    }
}
