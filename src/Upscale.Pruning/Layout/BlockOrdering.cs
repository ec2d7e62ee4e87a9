using Upscale.Pruning.Channels;
using Upscale.Pruning.Costs;
using Upscale.Pruning.Ordering;
using Upscale.Pruning.Selection;

namespace Upscale.Pruning.Layout;

/// <summary>Orders the surviving slots of every block so that as many consumers as possible read a range.</summary>
internal static class BlockOrdering
{
    /// <param name="graph">The analysed model.</param>
    /// <param name="options">The order, and whether copies must pay.</param>
    /// <param name="costs">The runtime.</param>
    /// <param name="alive">Per root: whether it survives.</param>
    /// <param name="selection">What consumers keep, and what producers lack.</param>
    /// <returns>Per root: its place among the slots of its block.</returns>
    public static int[] Order(AnalysedGraph graph, PruningOptions options, CostModel costs, bool[] alive, ChannelSelection selection)
    {
        var ranks = PhysicalLayout.OriginalRanks(graph.Channels, graph.Blocks);
        var layout = new PhysicalLayout(graph.Channels, graph.Blocks, alive, ranks);
        var chooser = new RealisationChooser(graph, layout, costs, options.Round);
        var wanted = WantedSets(graph, alive, selection.Kept, (consumer, flags) => chooser.WorthOfRange(consumer, flags, options.Reads));
        AddFilters(graph, alive, selection, new ReadCosts(graph, layout, costs), wanted);
        var order = OrderCatalog.Find(options.Order);
        for (var block = 0; block < graph.Blocks.Blocks.Length; block++)
        {
            if (wanted[block].Count > 0 && !graph.Blocks.Blocks[block].IsFixed)
            {
                Order(graph.Blocks.Blocks[block], wanted[block], order, alive, ranks);
            }
        }

        TakeGivenOrders(graph, ranks);
        return ranks;
    }

    /// <summary>Channels that a graph input brings stay as they lie in it, so that nothing has to be copied; where two inputs are joined, the first one decides.</summary>
    private static void TakeGivenOrders(AnalysedGraph graph, int[] ranks)
    {
        var decided = new HashSet<int>();
        foreach (var given in graph.Channels.Given)
        {
            var places = given.Channels.Slots.ToArray().Zip(given.Places)
                .GroupBy(entry => graph.Channels.Root(entry.First), entry => entry.Second)
                .ToDictionary(places => places.Key, places => places.Min());
            foreach (var block in places.Keys.Select(graph.Blocks.BlockOf).Distinct().Where(block => !graph.Blocks.Blocks[block].IsFixed && decided.Add(block)))
            {
                var order = graph.Blocks.Blocks[block].Roots.OrderBy(root => places.GetValueOrDefault(root, int.MaxValue)).ThenBy(root => ranks[root]).ToArray();
                for (var rank = 0; rank < order.Length; rank++)
                {
                    ranks[order[rank]] = rank;
                }
            }
        }
    }

    private static void Order(OrderBlock block, List<(HashSet<int> Roots, double Saving)> wanted, ChannelOrder channelOrder, bool[] alive, int[] ranks)
    {
        var survivors = block.Roots.Where(root => alive[root]).ToArray();
        var sets = wanted
            .Select(want => (Channels: Enumerable.Range(0, survivors.Length).Where(i => want.Roots.Contains(survivors[i])).ToArray(), want.Saving))
            .Where(want => want.Channels.Length > 0 && want.Channels.Length < survivors.Length)
            .ToArray();
        if (sets.Length == 0)
        {
            return;
        }

        var order = channelOrder.Order(
            survivors.Length, [.. sets.Select(set => set.Channels)], [.. sets.Select(set => set.Saving)]);
        for (var position = 0; position < order.Length; position++)
        {
            ranks[survivors[order[position]]] = position;
        }
    }

    /// <summary>A producer that lacks channels would rather make a range.</summary>
    private static void AddFilters(
        AnalysedGraph graph, bool[] alive, ChannelSelection selection, ReadCosts costs, List<(HashSet<int> Roots, double Saving)>[] wanted)
    {
        foreach (var (index, absent) in selection.Absent.OrderBy(entry => entry.Key))
        {
            var producer = graph.Channels.Producers[index];
            var roots = UnitRoots.Of(producer.Channels, graph.Channels);
            var lacking = absent.Select(position => roots[producer.Channels.Units[position]]).ToHashSet();
            int[] made = [.. roots.Where(root => alive[root] && !lacking.Contains(root))];
            var saving = costs.Make(producer, roots.Count(root => alive[root])) - costs.Make(producer, made.Length);
            foreach (var byBlock in saving > 0 ? made.GroupBy(graph.Blocks.BlockOf) : [])
            {
                wanted[byBlock.Key].Add(([.. byBlock], saving));
            }
        }
    }

    /// <summary>Per block, the sets of those consumers that would rather copy than read everything.</summary>
    private static List<(HashSet<int> Roots, double Saving)>[] WantedSets(
        AnalysedGraph graph, bool[] alive, KeptSets kept, Func<Consumer, IReadOnlyList<bool>, double> worth)
    {
        var wanted = graph.Blocks.Blocks.Select(_ => new List<(HashSet<int>, double)>()).ToArray();
        for (var index = 0; index < graph.Channels.Consumers.Length; index++)
        {
            var consumer = graph.Channels.Consumers[index];
            var saving = worth(consumer, kept[index]);
            if (saving == 0)
            {
                continue;
            }

            var roots = UnitRoots.Of(consumer.Channels, graph.Channels).Where((_, unit) => kept[index][unit]).ToArray();
            foreach (var byBlock in roots.Where(root => alive[root]).GroupBy(graph.Blocks.BlockOf))
            {
                wanted[byBlock.Key].Add(([.. byBlock], saving));
            }
        }

        return wanted;
    }
}
