using System.Collections.Frozen;
using System.Reflection;
using Upscale.Onnx;

namespace Upscale.Pruning.Operators;

/// <summary>Every <see cref="Operator"/> of this assembly, by operator type.</summary>
public static class OperatorCatalog
{
    private static readonly FrozenDictionary<string, Operator> ByType = Discover();

    /// <summary>Operators in ordinal order of their types.</summary>
    public static IReadOnlyList<KeyValuePair<string, Operator>> All { get; } =
        [.. ByType.OrderBy(pair => pair.Key, StringComparer.Ordinal)];

    /// <summary>The operator of a node.</summary>
    /// <returns>null when the catalog does not know it.</returns>
    public static Operator? Find(Node node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return ByType.GetValueOrDefault(node.Domain.Length == 0 ? node.OpType : $"{node.Domain}:{node.OpType}");
    }

    private static FrozenDictionary<string, Operator> Discover() =>
        Assembly.GetExecutingAssembly().GetTypes()
            .Where(type => type.IsSubclassOf(typeof(Operator)) && !type.IsAbstract)
            .Select(type => (Operator)Activator.CreateInstance(type, nonPublic: true)!)
            .SelectMany(op => op.OpTypes.Select(type => KeyValuePair.Create(type, op)))
            .ToFrozenDictionary(StringComparer.Ordinal);
}
