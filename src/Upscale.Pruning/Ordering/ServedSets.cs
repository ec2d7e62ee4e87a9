namespace Upscale.Pruning.Ordering;

/// <summary>A selection of sets that one order can serve together, and all orders that do.</summary>
/// <param name="Tree">Every order in which the chosen sets are ranges.</param>
/// <param name="Chosen">Indices of the chosen sets.</param>
/// <param name="Savings">Sum of their savings.</param>
internal sealed record ServedSets(PqTree Tree, IReadOnlyCollection<int> Chosen, double Savings)
{
    public bool IsBetterThan(ServedSets other) =>
        (Savings, Chosen.Count).CompareTo((other.Savings, other.Chosen.Count)) > 0;

    /// <summary>Adds every set of <paramref name="candidates"/>, in their order, that still fits.</summary>
    public ServedSets Extend(IEnumerable<int> candidates, IReadOnlyList<int[]> sets, IReadOnlyList<double> savings)
    {
        var (tree, chosen, saved) = (Tree, new HashSet<int>(Chosen), Savings);
        foreach (var candidate in candidates)
        {
            if (!chosen.Contains(candidate) && tree.Reduce(sets[candidate]) is { } reduced)
            {
                tree = reduced;
                chosen.Add(candidate);
                saved += savings[candidate];
            }
        }

        return new ServedSets(tree, chosen, saved);
    }
}
