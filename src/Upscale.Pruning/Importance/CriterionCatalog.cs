using System.Collections.Immutable;
using System.Reflection;
using Upscale.Onnx;

namespace Upscale.Pruning.Importance;

/// <summary>Every <see cref="ImportanceCriterion"/> of this assembly, by name.</summary>
public static class CriterionCatalog
{
    /// <summary>Criteria in ordinal order of their names.</summary>
    public static ImmutableArray<ImportanceCriterion> All { get; } =
        [.. Assembly.GetExecutingAssembly().GetTypes()
            .Where(type => type.IsSubclassOf(typeof(ImportanceCriterion)) && !type.IsAbstract)
            .Select(type => (ImportanceCriterion)Activator.CreateInstance(type)!)
            .OrderBy(criterion => criterion.Name, StringComparer.Ordinal)];

    /// <summary>Names, in ordinal order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(criterion => criterion.Name)];

    /// <summary>Finds a criterion by its name.</summary>
    /// <exception cref="UpscaleException">UPS1202: there is none of this name.</exception>
    public static ImportanceCriterion Find(string name) =>
        All.FirstOrDefault(criterion => criterion.Name == name)
        ?? throw new UpscaleException("UPS1202", $"'{name}' is not a criterion; choose one of {string.Join(", ", Names)}");
}
