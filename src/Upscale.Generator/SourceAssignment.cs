using System.Globalization;
using Upscale.Generator.Collections;
using Upscale.Generator.Diagnostics;
using Upscale.Generator.Naming;
using Upscale.Generator.Signatures;

namespace Upscale.Generator;

/// <summary>Which signature file becomes which generated file.</summary>
/// <param name="Path">The signature file.</param>
/// <param name="FullName">The class it asks for.</param>
/// <param name="HintName">The generated file; null when another signature file has the class already.</param>
/// <param name="ServicesClass">The static class, in the same namespace, whose method adds the class to services.</param>
/// <param name="Owner">The signature file that has the class.</param>
internal sealed record SourceAssignment(string Path, string FullName, string? HintName, string ServicesClass, string Owner)
{
    private const string ServicesSuffix = "ServiceCollectionExtensions";
    private const string FileEnd = ".g.cs";

    /// <summary>The generated file with <see cref="ServicesClass"/>.</summary>
    public string ServicesHintName => HintName!.Substring(0, HintName.Length - FileEnd.Length) + "-services" + FileEnd;

    /// <summary>Gives each class one file: <c>Class.g.cs</c>, with its namespace or a number where two would share a name.</summary>
    public static EquatableArray<SourceAssignment> Assign(IReadOnlyList<SignatureFile> files)
    {
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        var hints = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var result = new List<SourceAssignment>();
        var types = new HashSet<string>(files.Select(file => file.Model?.FullName).OfType<string>(), StringComparer.Ordinal);
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

            string? hint = first ? FreeHint(model, hints) : null;
            result.Add(new SourceAssignment(file.Path, model.FullName, hint, FreeServicesClass(model, types), owner ?? file.Path));
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

        return candidate + FileEnd;
    }

    private static string FreeServicesClass(ModelSignature model, HashSet<string> types)
    {
        string prefix = model.Namespace.Length == 0 ? "" : model.Namespace + ".";
        return NameScope.Candidates(model.ClassName + ServicesSuffix).First(name => types.Add(prefix + name));
    }
}
