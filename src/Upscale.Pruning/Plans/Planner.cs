using System.Collections.Immutable;
using Upscale.Pruning.Channels;
using Upscale.Pruning.Costs;
using Upscale.Pruning.Importance;
using Upscale.Pruning.Layout;
using Upscale.Pruning.Selection;

namespace Upscale.Pruning.Plans;

/// <summary>Kept sets to plan: what survives, in which order, and how every consumer reads it.</summary>
internal static class Planner
{
    /// <param name="graph">The analysed model.</param>
    /// <param name="options">Rounding, mode, order and reads.</param>
    /// <param name="costs">The runtime that the model is for.</param>
    /// <param name="scores">Decide what comes back where something must.</param>
    /// <param name="kept">What the selection keeps.</param>
    /// <param name="restore">Whether channels that are read in any case keep their weights; not for patterns that were given.</param>
    public static PruningPlan Plan(
        AnalysedGraph graph, PruningOptions options, CostModel costs, ImportanceScores scores, KeptSets kept, bool restore)
    {
        var channels = graph.Channels;
        var alive = SurvivingSlots.Find(
            channels, kept, new bool[channels.SlotCount], scores.PerSlot(channels), options.Round);
        kept = options.Mode == PruningMode.Constrained && restore ? ReadAll(channels, alive) : kept;
        var ranks = BlockOrdering.Order(graph, options, costs, alive, kept);
        var layout = new PhysicalLayout(channels, graph.Blocks, alive, ranks);
        var chooser = new RealisationChooser(graph, layout, costs, options.Round);
        var realisations = chooser.Choose(kept, options.Reads);
        return Describe(graph, options, restore ? chooser.Restore(kept, realisations) : kept, realisations, layout);
    }

    private static KeptSets ReadAll(ChannelAnalysis channels, bool[] alive) =>
        new([.. channels.Consumers.Select(consumer =>
            UnitRoots.Of(consumer.Channels, channels).Select(root => alive[root]).ToImmutableArray())]);

    private static PruningPlan Describe(
        AnalysedGraph graph, PruningOptions options, KeptSets kept, ImmutableArray<Realisation> realisations, PhysicalLayout layout) => new()
        {
            PreserveOutputOrder = options.PreserveOutputOrder,
            Block = options.Round,
            Reads = options.Reads,
            Consumers = [.. graph.Channels.Consumers.Select((consumer, index) => new ConsumerPlan(
                consumer.Id,
                consumer.ActivationInput,
                consumer.Channels.UnitCount,
                [.. Enumerable.Range(0, consumer.Channels.UnitCount).Where(unit => kept[index][unit])],
                realisations[index]))],
            Producers = [.. graph.Channels.Producers.Select(producer => new ProducerPlan(
                producer.Id, producer.Channels.Count, [.. layout.PositionsOf(producer.Channels)]))],
            Refusals = Refusals(graph.Channels),
        };

    private static ImmutableArray<Refusal> Refusals(ChannelAnalysis channels) =>
        [.. channels.Pins
            .Select(pin => new Refusal(
                "UPS3001", pin.Node?.Label ?? pin.Value.Name, $"'{pin.Value.Name}' keeps all {pin.Channels.Count} channels: {pin.Reason}"))
            .Distinct()];
}
