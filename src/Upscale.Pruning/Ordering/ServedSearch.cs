namespace Upscale.Pruning.Ordering;

/// <summary>Branch and bound over the demands to serve; exact when it ends within its budget, else the best found.</summary>
internal sealed class ServedSearch
{
    private const int GroupsToVisit = 1 << 18;

    private readonly IReadOnlyList<Demand> _demands;
    private readonly double[] _remaining;
    private ServedSets _best;
    private int _reductions;

    private ServedSearch(IReadOnlyList<Demand> demands, ServedSets known)
    {
        (_demands, _best) = (demands, known);
        _reductions = GroupsToVisit / known.Tree.Elements;
        _remaining = new double[demands.Count + 1];
        for (var i = demands.Count - 1; i >= 0; i--)
        {
            _remaining[i] = _remaining[i + 1] + demands[i].Savings;
        }
    }

    /// <summary>The best selection, at least as good as the one already known.</summary>
    /// <param name="demands">Most important first.</param>
    public static ServedSets Run(IReadOnlyList<Demand> demands, ServedSets known)
    {
        var search = new ServedSearch(demands, known);
        search.Visit(0, new ServedSets(PqTree.Universal(known.Tree.Elements), [], 0));
        return search._best;
    }

    private void Visit(int depth, ServedSets served)
    {
        if (served.IsBetterThan(_best))
        {
            _best = served;
        }

        var bound = (served.Savings + _remaining[depth], served.Chosen.Count + _demands.Count - depth);
        if (depth == _demands.Count || _reductions <= 0 || bound.CompareTo((_best.Savings, _best.Chosen.Count)) <= 0)
        {
            return;
        }

        _reductions--;
        if (served.TryAdd(_demands[depth]) is { } extended)
        {
            Visit(depth + 1, extended);
        }

        Visit(depth + 1, served);
    }
}
