using System.Collections.Immutable;

namespace Upscale.Pruning.Ordering;

/// <summary>Branch and bound over the sets to serve; exact when it ends within its budget, else the best found.</summary>
internal sealed class ServedSearch
{
    private const int ElementsToVisit = 1 << 20;

    private readonly IReadOnlyList<int[]> _sets;
    private readonly IReadOnlyList<double> _savings;
    private readonly int[] _ranked;
    private readonly double[] _remaining;
    private ServedSets _best;
    private int _reductions;

    private ServedSearch(IReadOnlyList<int[]> sets, IReadOnlyList<double> savings, int[] ranked, ServedSets start)
    {
        (_sets, _savings, _ranked, _best) = (sets, savings, ranked, start);
        _reductions = ElementsToVisit / Math.Max(1, start.Tree.Elements);
        _remaining = new double[ranked.Length + 1];
        for (var i = ranked.Length - 1; i >= 0; i--)
        {
            _remaining[i] = _remaining[i + 1] + savings[ranked[i]];
        }
    }

    /// <summary>Improves on a selection that is already known.</summary>
    /// <param name="ranked">The sets, most important first.</param>
    public static ServedSets Run(IReadOnlyList<int[]> sets, IReadOnlyList<double> savings, int[] ranked, ServedSets known)
    {
        var search = new ServedSearch(sets, savings, ranked, known);
        search.Visit(0, PqTree.Universal(known.Tree.Elements), [], 0);
        return search._best;
    }

    private void Visit(int depth, PqTree tree, ImmutableStack<int> chosen, double saved)
    {
        if (depth == _ranked.Length)
        {
            var found = new ServedSets(tree, [.. chosen], saved);
            _best = found.IsBetterThan(_best) ? found : _best;
            return;
        }

        var open = (saved + _remaining[depth], chosen.Count() + _ranked.Length - depth);
        if (_reductions <= 0 || open.CompareTo((_best.Savings, _best.Chosen.Count)) <= 0)
        {
            return;
        }

        _reductions--;
        var set = _ranked[depth];
        if (tree.Reduce(_sets[set]) is { } reduced)
        {
            Visit(depth + 1, reduced, chosen.Push(set), saved + _savings[set]);
        }

        Visit(depth + 1, tree, chosen, saved);
    }
}
