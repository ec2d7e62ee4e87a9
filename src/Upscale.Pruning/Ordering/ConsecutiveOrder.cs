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

        var demands = Demand.Rank(groups, savings);
        var nothing = new ServedSets(PqTree.Universal(groups.Members.Count), [], 0);
        var greedy = nothing.Extend(demands);
        if (greedy.Chosen.Count == demands.Count)
        {
            return Arrange(groups, demands, greedy);
        }

        var known = Paths.Order(channels, kept, savings);
        var knownQuality = OrderQuality.Of(known, kept, savings);
        var paths = nothing.Extend(demands.Where(demand => knownQuality.Served[demand.Consumer])).Extend(demands);
        var order = Arrange(groups, demands, ServedSearch.Run(demands, paths.IsBetterThan(greedy) ? paths : greedy));
        return knownQuality.IsBetterThan(OrderQuality.Of(order, kept, savings)) ? known : order;
    }

    private static int[] Arrange(SignatureGroups groups, IReadOnlyList<Demand> demands, ServedSets served)
    {
        int[][] dropped = [.. demands.Where(demand => !served.Chosen.Contains(demand)).Select(demand => demand.Groups)];
        ulong[][] signatures = [.. groups.Members.Select(_ => new ulong[(dropped.Length + 63) / 64])];
        for (var set = 0; set < dropped.Length; set++)
        {
            foreach (var group in dropped[set])
            {
                signatures[group][set / 64] |= 1UL << (set % 64);
            }
        }

        var frontier = PqFrontier.Arrange(served.Tree, signatures);
        return [.. frontier.SelectMany(group => groups.Members[group]), .. groups.Unused];
    }
}
