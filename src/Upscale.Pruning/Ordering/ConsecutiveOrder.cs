namespace Upscale.Pruning.Ordering;

/// <summary>Serves every consumer when some order can, else the consumers that save the most.</summary>
internal sealed class ConsecutiveOrder : ChannelOrder
{
    private static readonly PathOrder Paths = new();

    public override string Name => "consecutive";

    public override int[] Order(int channels, IReadOnlyList<int[]> kept, IReadOnlyList<double> savings)
    {
        int[] identity = [.. Enumerable.Range(0, channels)];
        if (OrderQuality.Of(identity, kept, savings).ServesAll)
        {
            return identity;
        }

        var groups = SignatureGroups.Of(channels, kept);
        int[] ascending = [.. groups.Members.SelectMany(members => members).Order(), .. groups.Unused];
        if (OrderQuality.Of(ascending, kept, savings).ServesAll)
        {
            return ascending;
        }

        var known = Paths.Order(channels, kept, savings);
        var knownQuality = OrderQuality.Of(known, kept, savings);
        var order = Arrange(groups, savings, knownQuality.Served);
        return knownQuality.IsBetterThan(OrderQuality.Of(order, kept, savings)) ? known : order;
    }

    private static int[] Arrange(SignatureGroups groups, IReadOnlyList<double> savings, IReadOnlyList<bool> servedByPaths)
    {
        var demands = groups.Sets
            .Select((set, consumer) => (Set: set, Savings: savings[consumer], Known: servedByPaths[consumer]))
            .Where(demand => demand.Set.Length > 1 && demand.Set.Length < groups.Members.Count)
            .GroupBy(demand => string.Join(',', demand.Set), StringComparer.Ordinal)
            .Select(same => (same.First().Set, Savings: same.Sum(demand => demand.Savings), same.First().Known))
            .ToArray();
        int[][] sets = [.. demands.Select(demand => demand.Set)];
        double[] saved = [.. demands.Select(demand => demand.Savings)];
        int[] ranked = [.. Enumerable.Range(0, sets.Length).OrderByDescending(i => saved[i]).ThenBy(i => sets[i].Length)];

        var nothing = new ServedSets(PqTree.Universal(groups.Members.Count), [], 0);
        var greedy = nothing.Extend(ranked, sets, saved);
        var paths = nothing.Extend(ranked.Where(i => demands[i].Known).Concat(ranked), sets, saved);
        var served = ServedSearch.Run(sets, saved, ranked, paths.IsBetterThan(greedy) ? paths : greedy);

        int[][] dropped = [.. ranked.Where(i => !served.Chosen.Contains(i)).Select(i => sets[i])];
        var frontier = PqFrontier.Arrange(served.Tree, Signatures(groups.Members.Count, dropped));
        return [.. frontier.SelectMany(group => groups.Members[group]), .. groups.Unused];
    }

    private static ulong[][] Signatures(int elements, int[][] sets)
    {
        ulong[][] signatures = [.. Enumerable.Range(0, elements).Select(_ => new ulong[(sets.Length + 63) / 64])];
        for (var set = 0; set < sets.Length; set++)
        {
            foreach (var element in sets[set])
            {
                signatures[element][set / 64] |= 1UL << (set % 64);
            }
        }

        return signatures;
    }
}
