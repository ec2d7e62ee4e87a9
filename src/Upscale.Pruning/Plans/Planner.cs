using System.Collections.Immutable;
using Upscale.Pruning.Channels;
using Upscale.Pruning.Costs;
using Upscale.Pruning.Layout;
using Upscale.Pruning.Selection;

namespace Upscale.Pruning.Plans;

/// <summary>Kept sets to plan: what survives, in which order, and how every consumer reads it.</summary>
internal static class Planner
{
    /// <param name="graph">The analysed model.</param>
    /// <param name="options">Rounding, mode, order and reads.</param>
    /// <param name="costs">The runtime that the model is for.</param>
    /// <param name="selection">What is to be kept.</param>
    /// <param name="restore">Whether channels that are read in any case keep their weights; not for patterns that were given.</param>
    public static PruningPlan Plan(
        AnalysedGraph graph, PruningOptions options, CostModel costs, ChannelSelection selection, bool restore)
    {
        var channels = graph.Channels;
        var alive = SurvivingSlots.Find(
            channels, selection.Kept, selection.Needed, selection.Priority, options);
        var isShared = options.Mode == PruningMode.Constrained || options.Side == PruningSide.Output;
        var kept = isShared && restore ? ReadAll(channels, alive) : selection.Kept;
        var ranks = BlockOrdering.Order(graph, options, costs, alive, selection with { Kept = kept });
        var layout = new PhysicalLayout(channels, graph.Blocks, alive, ranks);
        var chooser = new RealisationChooser(graph, layout, costs, options.Round);
        var realisations = chooser.Choose(kept, options.Reads);
        return Describe(graph, options, selection with { Kept = restore ? chooser.Restore(kept, realisations) : kept }, realisations, layout);
    }

    private static KeptSets ReadAll(ChannelAnalysis channels, bool[] alive) =>
        new([.. channels.Consumers.Select(consumer =>
            UnitRoots.Of(consumer.Channels, channels).Select(root => alive[root]).ToImmutableArray())]);

    private static PruningPlan Describe(
        AnalysedGraph graph, PruningOptions options, ChannelSelection selection, ImmutableArray<Realisation> realisations, PhysicalLayout layout) => new()
        {
            PreserveOutputOrder = options.PreserveOutputOrder,
            Block = options.Round,
            Reads = options.Reads,
            Consumers = [.. graph.Channels.Consumers.Select((consumer, index) => new ConsumerPlan(
                consumer.Id,
                consumer.ActivationInput,
                consumer.Channels.UnitCount,
                [.. Enumerable.Range(0, consumer.Channels.UnitCount).Where(unit => selection.Kept[index][unit])],
                realisations[index]))],
            Producers = [.. graph.Channels.Producers.Select((producer, index) => new ProducerPlan(
                producer.Id, producer.Channels.Count, [.. layout.PositionsOf(producer.Channels)])
            {
                Absent = [.. selection.Absent.GetValueOrDefault(index, [])],
            })],
            Refusals = [.. Refusals(graph.Channels), .. graph.Channels.Given.Where(given => !IsTakenOver(given, layout)).Select(given => new Refusal(
                "UPS3005", given.Node.Label, $"it still puts the channels of '{given.Node.Input(0)!.Name}' in order: what follows needs theirs, or joins them with others in another one")),
            .. selection.Held.Select(producer => new Refusal(
                "UPS3003", producer.Node.Label, "it keeps filters that others of its stream keep too: what follows makes something of zero"))],
        };

    private static bool IsTakenOver(GivenOrder given, PhysicalLayout layout)
    {
        var places = layout.PositionsOf(given.Channels).ToArray().Select(position => given.Places[position]).ToArray();
        return places.SequenceEqual(places.Order());
    }

    private static ImmutableArray<Refusal> Refusals(ChannelAnalysis channels) =>
        [.. channels.Pins
            .Select(pin => new Refusal(
                "UPS3001", pin.Node?.Label ?? pin.Value.Name, $"'{pin.Value.Name}' keeps all {pin.Channels.Count} channels: {pin.Reason}"))
            .Distinct()];
}
