using System.Collections.Immutable;
using Upscale.Pruning.Channels;
using Upscale.Pruning.Costs;
using Upscale.Pruning.Selection;

namespace Upscale.Pruning.Layout;

/// <summary>Picks the cheapest realisation for every consumer.</summary>
internal sealed class RealisationChooser(AnalysedGraph graph, PhysicalLayout layout)
{
    /// <returns>One per consumer, in the order of <see cref="ChannelAnalysis.Consumers"/>.</returns>
    public ImmutableArray<Realisation> Choose(KeptSets kept) =>
        [.. graph.Channels.Consumers.Select((consumer, index) => Choose(consumer, kept[index]))];

    /// <summary>Channels that a consumer reads in any case are kept with their weights: they cost nothing more.</summary>
    public KeptSets Restore(KeptSets kept, ImmutableArray<Realisation> realisations) =>
        new([.. realisations.Select((realisation, index) => realisation is Realisation.Absorb or Realisation.Slice
            ? Read(graph.Channels.Consumers[index], kept[index], realisation)
            : kept[index])]);

    /// <summary>Whether a copy of the kept channels would pay, were they a range.</summary>
    public bool WouldCopy(Consumer consumer, IReadOnlyList<bool> kept)
    {
        var whole = layout.PositionsOf(consumer.Channels).Length;
        var count = ConsumerRead.Of(consumer, kept, layout).Kept.Length;
        return count < whole && CanCopy(consumer) && CopyCost(consumer, count) < AbsorbCost(consumer, whole);
    }

    /// <summary>What a copy-free read of the kept channels would save over a gather, in seconds.</summary>
    public double Saving(Consumer consumer, int channels) => AnalyticCostModel.Copy(BytesPerChannel(consumer), channels);

    private ImmutableArray<bool> Read(Consumer consumer, ImmutableArray<bool> kept, Realisation realisation)
    {
        var flags = new bool[consumer.Channels.UnitCount];
        foreach (var position in ConsumerRead.Of(consumer, kept, layout).Positions(realisation, layout.PositionsOf(consumer.Channels)))
        {
            flags[consumer.Channels.Units[position]] = true;
        }

        return [.. flags];
    }

    private Realisation Choose(Consumer consumer, IReadOnlyList<bool> kept)
    {
        var read = ConsumerRead.Of(consumer, kept, layout);
        var whole = layout.PositionsOf(consumer.Channels).Length;
        if (read.Kept.Length == whole)
        {
            return Realisation.Drop;
        }

        if (!CanCopy(consumer))
        {
            return Realisation.Absorb;
        }

        var absorb = AbsorbCost(consumer, whole);
        var slice = CopyCost(consumer, read.Length);
        var gather = CopyCost(consumer, read.Kept.Length);
        return absorb <= Math.Min(slice, gather) ? Realisation.Absorb
            : slice <= gather ? Realisation.Slice
            : Realisation.Gather;
    }

    private double AbsorbCost(Consumer consumer, int channels) => AnalyticCostModel.Compute(MacsPerChannel(consumer), channels);

    private double CopyCost(Consumer consumer, int channels) =>
        AbsorbCost(consumer, channels) + AnalyticCostModel.Copy(BytesPerChannel(consumer), channels);

    /// <summary>A copy of some channels keeps neither equal groups nor the units of a flattened tensor in one piece.</summary>
    private static bool CanCopy(Consumer consumer) =>
        consumer.ChannelGroups == 1 && consumer.Channels.UnitCount == consumer.Channels.Count;

    private double MacsPerChannel(Consumer consumer) =>
        (double)graph.Macs(consumer.Node) / Math.Max(1, consumer.Channels.Count) * OutputShare(consumer);

    private double OutputShare(Consumer consumer)
    {
        var channels = graph.Channels.ChannelsOf(consumer.Node.Outputs[0]!)?.List;
        return channels is null ? 1 : (double)layout.PositionsOf(channels).Length / channels.Count;
    }

    private double BytesPerChannel(Consumer consumer)
    {
        var shape = graph.Shapes.ShapeOf(consumer.Activation);
        var elements = shape?.Where((dim, axis) => axis != consumer.ChannelAxis && dim.IsKnown).Aggregate(1.0, (product, dim) => product * dim.Size);
        return (elements ?? 1) * sizeof(float);
    }
}
