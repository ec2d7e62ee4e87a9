using System.Collections.Immutable;
using Upscale.Pruning.Channels;
using Upscale.Pruning.Costs;
using Upscale.Pruning.Selection;

namespace Upscale.Pruning.Layout;

/// <summary>Picks the cheapest realisation for every consumer, all consumers of one tensor together.</summary>
/// <param name="graph">The analysed model.</param>
/// <param name="layout">Where channels lie.</param>
/// <param name="costs">The runtime.</param>
/// <param name="block">Copies take a multiple of this many channels.</param>
internal sealed class RealisationChooser(AnalysedGraph graph, PhysicalLayout layout, CostModel costs, int block)
{
    private readonly ReadCosts _costs = new(graph, layout, costs);

    /// <param name="kept">Per consumer.</param>
    /// <param name="reads">Whether copies must pay.</param>
    /// <returns>One per consumer, in the order of <see cref="ChannelAnalysis.Consumers"/>.</returns>
    public ImmutableArray<Realisation> Choose(KeptSets kept, ReadPolicy reads)
    {
        var options = graph.Channels.Consumers.Select((consumer, index) => OptionsOf(consumer, kept[index], reads)).ToArray();
        var chosen = options.Select(option => option.Base).ToArray();
        foreach (var readers in Enumerable.Range(0, options.Length)
            .Where(index => reads != ReadPolicy.Whole && options[index].Copy is not null)
            .GroupBy(index => graph.Channels.Consumers[index].Activation))
        {
            var winners = readers.Where(index => reads == ReadPolicy.Copy || options[index].Saving > 0).ToArray();
            if (reads == ReadPolicy.Copy || winners.Sum(index => options[index].Saving) > Leaving(readers.First()))
            {
                foreach (var index in winners)
                {
                    chosen[index] = options[index].Copy!.Value;
                }
            }
        }

        return [.. chosen];
    }

    /// <summary>Channels that a consumer reads in any case are kept with their weights: they cost nothing more.</summary>
    public KeptSets Restore(KeptSets kept, ImmutableArray<Realisation> realisations) =>
        new([.. realisations.Select((realisation, index) => realisation == Realisation.Drop
            ? kept[index]
            : Read(graph.Channels.Consumers[index], kept[index], realisation))]);

    /// <summary>What it is worth to a consumer that its kept channels lie side by side, in seconds; 0 where it would not copy them in any case.</summary>
    public double WorthOfRange(Consumer consumer, IReadOnlyList<bool> kept, ReadPolicy reads)
    {
        var whole = layout.PositionsOf(consumer.Channels).Length;
        var count = ConsumerRead.Of(consumer, kept, layout, block).Kept.Length;
        return count == whole || !CanCopy(consumer) || reads == ReadPolicy.Whole ? 0
            : reads == ReadPolicy.Copy ? _costs.Copy(consumer, count, isRange: true)
            : Math.Max(0, _costs.Compute(consumer, whole) - CostOfCopy(consumer, count, isRange: true));
    }

    private ImmutableArray<bool> Read(Consumer consumer, ImmutableArray<bool> kept, Realisation realisation)
    {
        var flags = new bool[consumer.Channels.UnitCount];
        foreach (var position in ConsumerRead.Of(consumer, kept, layout, block).Positions(realisation, layout.PositionsOf(consumer.Channels)))
        {
            flags[consumer.Channels.Units[position]] = true;
        }

        return [.. flags];
    }

    /// <remarks>Who always copies copies just what is kept.</remarks>
    /// <returns>What needs no copy; the better copy, where one can be made; what it saves, the tensor's change of layout not counted.</returns>
    private (Realisation Base, Realisation? Copy, double Saving) OptionsOf(Consumer consumer, IReadOnlyList<bool> kept, ReadPolicy reads)
    {
        var whole = layout.PositionsOf(consumer.Channels).Length;
        if (Enumerable.Range(0, whole).All(i => IsKept(consumer, kept, i)))
        {
            return (Realisation.Drop, null, 0);
        }

        var read = ConsumerRead.Of(consumer, kept, layout, block);
        if (!CanCopy(consumer) || read.Kept.Length == whole)
        {
            return (Realisation.Absorb, null, 0);
        }

        var (slice, gather) = (CostOfCopy(consumer, read.Length, isRange: true), CostOfCopy(consumer, read.Kept.Length, isRange: false));
        var isSlice = reads == ReadPolicy.Copy ? read.Length == read.Kept.Length : slice <= gather;
        return (Realisation.Absorb, isSlice ? Realisation.Slice : Realisation.Gather, _costs.Compute(consumer, whole) - Math.Min(slice, gather));
    }

    private bool IsKept(Consumer consumer, IReadOnlyList<bool> kept, int position) =>
        kept[consumer.Channels.Units[layout.PositionsOf(consumer.Channels)[position]]];

    private double CostOfCopy(Consumer consumer, int channels, bool isRange) =>
        _costs.Compute(consumer, channels) + _costs.Copy(consumer, channels, isRange);

    private double Leaving(int consumer) => _costs.Leaving(
        graph.Channels.Consumers[consumer], layout.PositionsOf(graph.Channels.Consumers[consumer].Channels).Length);

    /// <summary>A copy of some channels keeps neither equal groups nor the units of a flattened tensor in one piece.</summary>
    private static bool CanCopy(Consumer consumer) =>
        consumer.ChannelGroups == 1 && consumer.Channels.UnitCount == consumer.Channels.Count;
}
