using System.Collections.Immutable;
using Upscale.Pruning.Channels;
using Upscale.Pruning.Costs;
using Upscale.Pruning.Importance;
using Upscale.Pruning.Layout;
using Upscale.Pruning.Plans;
using Upscale.Pruning.Selection;

namespace Upscale.Pruning.Tests.Properties;

/// <summary>A plan that no criterion, order or cost model would choose.</summary>
internal static class RandomPlan
{
    public static PruningPlan Make(AnalysedGraph graph, NetworkCase item)
    {
        var random = new Random(item.Seed);
        var quarters = random.Next(2, 6);
        var kept = new KeptSets([.. graph.Channels.Consumers.Select(consumer => Kept(consumer, random, quarters))]);
        var scores = ImportanceScores.Compute(graph, CriterionCatalog.Find("l1"));
        var plan = Planner.Plan(graph, new() { Round = item.Round, PreserveOutputOrder = item.PreserveOutputOrder }, CostModel.Analytic, new(kept, ScoredChannels.PerSlot(ScoredChannels.Read(graph.Channels, scores), graph.Channels)), restore: false);
        plan = item.Reorders ? Reorder(plan, graph, random) : plan;
        plan = item.Copies ? Copy(plan, graph, random) : plan;
        return item.Seed % 3 == 0 ? Lack(plan, graph, random) : plan;
    }

    /// <summary>Producers lack some of the channels that they would make.</summary>
    private static PruningPlan Lack(PruningPlan plan, AnalysedGraph graph, Random random) => plan with
    {
        Producers = [.. plan.Producers.Zip(graph.Channels.Producers, (entry, producer) => ZeroPath.Of(producer, graph) is null
            ? entry
            : entry with { Absent = [.. entry.Order.Where(_ => random.Next(3) == 0).Order()] })],
    };

    private static ImmutableArray<bool> Kept(Consumer consumer, Random random, int quarters)
    {
        var count = consumer.Channels.UnitCount;
        var density = random.Next(1, quarters) * 0.25;
        var (start, length) = (random.Next(count), random.Next(1, count + 1));
        bool[] flags = random.Next(3) == 0
            ? [.. Enumerable.Range(0, count).Select(unit => unit >= start && unit < start + length)]
            : [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() < density)];
        flags[random.Next(count)] = true;
        return [.. flags];
    }

    private static PruningPlan Reorder(PruningPlan plan, AnalysedGraph graph, Random random)
    {
        var channels = graph.Channels;
        var alive = new bool[channels.SlotCount];
        var ranks = PhysicalLayout.OriginalRanks(channels, graph.Blocks);
        for (var i = 0; i < channels.Producers.Length; i++)
        {
            foreach (var position in plan.Producers[i].Order)
            {
                alive[channels.Root(channels.Producers[i].Channels.Slots[position])] = true;
            }
        }

        foreach (var block in graph.Blocks.Blocks.Where(block => !block.IsFixed))
        {
            int[] shuffled = [.. Enumerable.Range(0, block.Roots.Length)];
            random.Shuffle(shuffled);
            for (var i = 0; i < shuffled.Length; i++)
            {
                ranks[block.Roots[i]] = shuffled[i];
            }
        }

        var layout = new PhysicalLayout(channels, graph.Blocks, alive, ranks);
        return plan with
        {
            Producers = [.. plan.Producers.Zip(channels.Producers, (entry, producer) =>
                entry with { Order = [.. layout.PositionsOf(producer.Channels)] })],
        };
    }

    private static PruningPlan Copy(PruningPlan plan, AnalysedGraph graph, Random random) => plan with
    {
        Consumers = [.. plan.Consumers.Zip(graph.Channels.Consumers, (entry, consumer) =>
            consumer.ChannelGroups > 1 ? entry : entry with { Realisation = (Realisation)random.Next(1, 5) })],
    };
}
