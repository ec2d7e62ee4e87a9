using System.Collections.Immutable;

namespace Upscale.Pruning.Ordering;

/// <summary>Demands that one order can serve together, and all orders that do.</summary>
/// <param name="Tree">Every order in which the chosen demands are ranges.</param>
/// <param name="Chosen">The demands served.</param>
/// <param name="Savings">Sum of their savings.</param>
internal sealed record ServedSets(PqTree Tree, ImmutableHashSet<Demand> Chosen, double Savings)
{
    public bool IsBetterThan(ServedSets other) =>
        (Savings, Chosen.Count).CompareTo((other.Savings, other.Chosen.Count)) > 0;

    /// <summary>Adds a demand.</summary>
    /// <returns>null when no order serves it together with those chosen.</returns>
    public ServedSets? TryAdd(Demand demand) =>
        Tree.Reduce(demand.Groups) is { } tree ? new ServedSets(tree, Chosen.Add(demand), Savings + demand.Savings) : null;

    /// <summary>Adds, one after the other, all demands that still fit.</summary>
    public ServedSets Extend(IEnumerable<Demand> demands) =>
        demands.Aggregate(this, (served, demand) => served.Chosen.Contains(demand) ? served : served.TryAdd(demand) ?? served);
}
