using System.Globalization;
using Upscale.Generator.Collections;
using Upscale.Generator.Diagnostics;
using Upscale.Generator.Signatures;

namespace Upscale.Generator;

/// <summary>Which signature file becomes which generated file.</summary>
/// <param name="Path">The signature file.</param>
/// <param name="FullName">The class it asks for.</param>
/// <param name="HintName">The generated file; null when another signature file has the class already.</param>
/// <param name="Owner">The signature file that has the class.</param>
internal sealed record SourceAssignment(string Path, string FullName, string? HintName, string Owner)
{
    /// <summary>Gives each class one file: <c>Class.g.cs</c>, with its namespace or a number where two would share a name.</summary>
    public static EquatableArray<SourceAssignment> Assign(IEnumerable<SignatureFile> files)
    {
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        var hints = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var result = new List<SourceAssignment>();
        foreach (SignatureFile file in files.OrderBy(file => file.Path, StringComparer.Ordinal))
        {
            if (file.Model is not ModelSignature model)
            {
                continue;
            }

            bool first = !owners.TryGetValue(model.FullName, out string? owner);
            if (first)
            {
                owners.Add(model.FullName, file.Path);
            }

            result.Add(new SourceAssignment(file.Path, model.FullName, first ? FreeHint(model, hints) : null, owner ?? file.Path));
        }

        return new EquatableArray<SourceAssignment>(result);
    }

    /// <summary>The assignment of a signature file; null when the file is broken.</summary>
    public static SourceAssignment? Find(EquatableArray<SourceAssignment> assignments, string path) =>
        assignments.FirstOrDefault(assignment => assignment.Path == path);

    public DiagnosticInfo? Conflict() => HintName is null
        ? DiagnosticInfo.Create(DiagnosticCatalog.DuplicateClass, Path, 0, FullName, Owner)
        : null;

    private static string FreeHint(ModelSignature model, HashSet<string> hints)
    {
        string candidate = model.ClassName;
        for (int number = 1; !hints.Add(candidate); number++)
        {
            candidate = number == 1 ? model.FullName : model.FullName + "." + number.ToString(CultureInfo.InvariantCulture);
        }

        return candidate + ".g.cs";
    }
}
