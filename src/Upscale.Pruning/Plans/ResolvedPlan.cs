using System.Collections.Immutable;
using Upscale.Onnx;
using Upscale.Pruning.Channels;
using Upscale.Pruning.Layout;
using Upscale.Pruning.Selection;

namespace Upscale.Pruning.Plans;

/// <summary>A plan matched with the model that it is for.</summary>
internal sealed record ResolvedPlan(KeptSets Kept, ImmutableArray<Realisation> Realisations, PhysicalLayout Layout, int Block, ReadPolicy ReadPolicy)
{
    /// <summary>Producers that lack channels of their stream, with the original positions that they lack.</summary>
    public ImmutableArray<(Producer Producer, ImmutableArray<int> Positions)> Lacking { get; private init; } = [];

    /// <summary>Constants with the original positions on which they are zero because a producer lacks the channel.</summary>
    public ImmutableArray<(WeightBinding Binding, ImmutableArray<int> Positions)> Absent { get; private init; } = [];


    /// <summary>What each consumer reads, in the order of <see cref="ChannelAnalysis.Consumers"/>.</summary>
    public ImmutableArray<ConsumerRead> Reads(ChannelAnalysis channels) =>
        [.. channels.Consumers.Select((consumer, index) => ConsumerRead.Of(consumer, Kept[index], Layout, Block))];

    /// <summary>Matches consumers and producers by name and checks that the plan makes a valid model.</summary>
    /// <exception cref="UpscaleException">UPS1302: the plan does not fit this model.</exception>
    public static ResolvedPlan Resolve(PruningPlan plan, AnalysedGraph graph)
    {
        var entries = plan.Consumers.ToLookup(entry => (entry.Node, entry.Input));
        var consumers = graph.Channels.Consumers
            .Select(consumer => Fitting(entries[(consumer.Id, consumer.ActivationInput)].FirstOrDefault(), consumer)).ToArray();
        var kept = new KeptSets([.. consumers.Select(Flags)]);
        var (alive, ranks) = Arrange(plan, graph);
        CheckSurvival(graph, kept, alive);
        var layout = new PhysicalLayout(graph.Channels, graph.Blocks, alive, ranks);
        var lacking = FindLacking(plan, graph).ToImmutableArray();
        return new(kept, [.. consumers.Select(consumer => consumer.Realisation)], layout, plan.Block, plan.Reads)
        {
            Lacking = lacking,
            Absent = [.. lacking.SelectMany(entry => PathOf(entry.Producer, graph).Select(binding => (binding, entry.Positions)))],
        };
    }

    private static IEnumerable<(Producer Producer, ImmutableArray<int> Positions)> FindLacking(PruningPlan plan, AnalysedGraph graph)
    {
        var byNode = plan.Producers.Where(entry => !entry.Absent.IsEmpty).ToLookup(entry => entry.Node, entry => entry.Absent, StringComparer.Ordinal);
        return
            from producer in graph.Channels.Producers
            from positions in byNode[producer.Id].Take(1)
            select (producer, positions);
    }

    private static ImmutableArray<WeightBinding> PathOf(Producer producer, AnalysedGraph graph) =>
        ZeroPath.Of(producer, graph) ?? throw DoesNotFit(producer.Node, "its channels cannot be made zero, so that it cannot lack some");

    private static ConsumerPlan Fitting(ConsumerPlan? match, Consumer consumer)
    {
        if (match is null || match.Channels != consumer.Channels.UnitCount || match.Kept.Length == 0)
        {
            throw DoesNotFit(consumer.Node, $"no entry for input {consumer.ActivationInput} with {consumer.Channels.UnitCount} channels, at least one kept");
        }

        return consumer.ChannelGroups == 1 || match.Realisation is Realisation.Drop or Realisation.Absorb
            ? match
            : throw DoesNotFit(consumer.Node, "the groups of a grouped convolution cannot be read by a slice or a gather");
    }

    private static ImmutableArray<bool> Flags(ConsumerPlan consumer)
    {
        var flags = new bool[consumer.Channels];
        foreach (var channel in consumer.Kept)
        {
            flags[channel] = true;
        }

        return [.. flags];
    }

    private static (bool[] Alive, int[] Ranks) Arrange(PruningPlan plan, AnalysedGraph graph)
    {
        var alive = HeldWithoutProducer(graph.Channels);
        var ranks = PhysicalLayout.OriginalRanks(graph.Channels, graph.Blocks);
        var byNode = plan.Producers.ToLookup(entry => entry.Node, StringComparer.Ordinal);
        foreach (var producer in graph.Channels.Producers)
        {
            if (byNode[producer.Id].FirstOrDefault() is not { } entry || entry.Channels != producer.Channels.Count)
            {
                throw DoesNotFit(producer.Node, $"no entry for its {producer.Channels.Count} output channels");
            }

            for (var i = 0; i < entry.Order.Length; i++)
            {
                var root = graph.Channels.Root(producer.Channels.Slots[entry.Order[i]]);
                alive[root] = true;
                ranks[root] = graph.Blocks.Blocks[graph.Blocks.BlockOf(root)].IsFixed ? ranks[root] : i;
            }
        }

        return (alive, ranks);
    }

    private static bool[] HeldWithoutProducer(ChannelAnalysis channels)
    {
        var held = new bool[channels.SlotCount];
        Array.Fill(held, true);
        foreach (var slot in channels.Producers.SelectMany(producer => producer.Channels.Slots.ToArray()))
        {
            held[channels.Root(slot)] = false;
        }

        return held;
    }

    private static void CheckSurvival(AnalysedGraph graph, KeptSets kept, bool[] alive)
    {
        var needed = SurvivingSlots.Find(graph.Channels, kept, alive, new float[alive.Length], new() { Round = 1 });
        foreach (var producer in graph.Channels.Producers)
        {
            foreach (var slot in producer.Channels.Slots)
            {
                if (needed[graph.Channels.Root(slot)] && !alive[graph.Channels.Root(slot)])
                {
                    throw DoesNotFit(producer.Node, "it drops a channel that a consumer keeps or that something needs");
                }
            }
        }
    }

    private static UpscaleException DoesNotFit(Node node, string reason) => new(
        "UPS1302", $"the plan does not fit this model: {node.Label}: {reason}; make a new plan from this model", node: node.Label);
}
