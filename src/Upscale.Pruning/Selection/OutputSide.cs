using System.Collections.Immutable;
using Upscale.Onnx;
using Upscale.Pruning.Channels;
using Upscale.Pruning.Importance;
using Upscale.Pruning.Operators;

namespace Upscale.Pruning.Selection;

/// <summary>
/// Removes filters: channels that a layer makes instead of channels that one reads. A channel that no producer of its stream keeps is
/// gone for all readers; one that only some keep is zero where the others are joined.
/// </summary>
internal static class OutputSide
{
    /// <param name="graph">The analysed model.</param>
    /// <param name="options">Mode, scope and ratio.</param>
    /// <param name="criterion">Scores filters as it scores what a layer reads.</param>
    /// <param name="excluded">Layers that stay whole.</param>
    /// <exception cref="UpscaleException">UPS1205: the criterion looks at more than weights.</exception>
    public static ChannelSelection Select(AnalysedGraph graph, PruningOptions options, ImportanceCriterion criterion, ExcludedLayers excluded)
    {
        if (!criterion.ScoresFilters)
        {
            throw new UpscaleException(
                "UPS1205", $"the criterion '{criterion.Name}' scores what layers read, not their filters; prune the input side, or choose one that looks at weights alone");
        }

        var groups = graph.Channels.Constraints.OfType<EqualGroups>().ToLookup(constraint => constraint.List, constraint => constraint.Groups);
        var filters = graph.Channels.Producers
            .Select((producer, index) => (Index: index, View: FilterView.Of(producer, graph, groups[producer.Channels].FirstOrDefault(1))))
            .Where(entry => entry.View is not null).ToArray();
        var scores = ImportanceScores.Score(graph, [.. filters.Select(entry => entry.View!)], criterion, null);
        ImmutableArray<ScoredChannels> layers = [.. filters.Zip(scores, (entry, own) =>
            new ScoredChannels(entry.View!.Channels, entry.View.ChannelGroups, HoldNeeded(entry.View.Channels, own, graph.Channels, excluded.Needed)))];
        var kept = Selector.For(options, criterion).Select(graph.Channels, layers);
        return Spread(graph, [.. filters.Select(entry => entry.Index)], kept, ScoredChannels.PerSlot(layers, graph.Channels), excluded.Needed);
    }

    /// <summary>What is needed in any case has no score.</summary>
    private static float[] HoldNeeded(SlotList channels, float[] scores, ChannelAnalysis analysis, bool[] needed) =>
        [.. UnitRoots.Of(channels, analysis).Select((root, unit) => analysis.IsPinned(root) || needed[root] ? float.PositiveInfinity : scores[unit])];

    /// <summary>From filters to what every consumer keeps and what producers lack.</summary>
    private static ChannelSelection Spread(AnalysedGraph graph, ImmutableArray<int> scored, KeptSets kept, float[] priority, bool[] needed)
    {
        var analysis = graph.Channels;
        var alive = Enumerable.Range(0, analysis.SlotCount).Select(root => needed[root] || analysis.IsPinned(root)).ToArray();
        var isMade = new bool[alive.Length];
        var scoredAt = scored.Select((index, own) => KeyValuePair.Create(index, own)).ToDictionary();
        for (var index = 0; index < analysis.Producers.Length; index++)
        {
            var (roots, own) = (UnitRoots.Of(analysis.Producers[index].Channels, analysis), scoredAt.GetValueOrDefault(index, -1));
            for (var unit = 0; unit < roots.Length; unit++)
            {
                isMade[roots[unit]] = true;
                alive[roots[unit]] |= own < 0 || kept[own][unit];
            }
        }

        var absent = ImmutableDictionary.CreateBuilder<int, ImmutableArray<int>>();
        var held = ImmutableArray.CreateBuilder<Producer>();
        for (var own = 0; own < scored.Length; own++)
        {
            var producer = analysis.Producers[scored[own]];
            ImmutableArray<int> lacking = [.. Enumerable.Range(0, producer.Channels.Count)
                .Where(position => !kept[own][producer.Channels.Units[position]] && alive[analysis.Root(producer.Channels.Slots[position])])];
            if (!lacking.IsEmpty && ZeroPath.Of(producer, graph) is null)
            {
                held.Add(producer);
            }
            else if (!lacking.IsEmpty)
            {
                absent.Add(scored[own], lacking);
            }
        }

        var read = new KeptSets([.. analysis.Consumers.Select(consumer => Read(consumer, analysis, root => alive[root] || !isMade[root]))]);
        return new(read, priority) { Absent = absent.ToImmutable(), Held = held.ToImmutable(), Needed = needed };
    }

    private static ImmutableArray<bool> Read(Consumer consumer, ChannelAnalysis analysis, Func<int, bool> isKept)
    {
        var flags = UnitRoots.Of(consumer.Channels, analysis).Select(isKept).ToArray();
        flags[0] |= !flags.Contains(true);
        return [.. flags];
    }

    /// <summary>A producer's weights, seen along the channels that it makes.</summary>
    private static class FilterView
    {
        /// <returns>null for what makes channels without weights of its own, or by groups of several inputs and outputs that are transposed.</returns>
        public static Consumer? Of(Producer producer, AnalysedGraph graph, int groups)
        {
            var context = new OperatorContext(producer.Node, graph.Shapes);
            var bound = graph.Bindings[producer.Channels].Where(binding => binding.Groups == 1 && binding.Consumer is null).ToArray();
            var (input, axis, site) = Enumerable.Range(0, producer.Node.Inputs.Count)
                .Select(index => (Index: index, Binding: Array.Find(bound, binding => IsAt(binding, producer.Node, index)), Site: WeightSite.Of(context, index)))
                .Where(entry => entry is { Binding: not null, Site.Values.Dims.Length: > 1 })
                .Select(entry => (entry.Index, entry.Binding!.Axis, entry.Site))
                .FirstOrDefault();
            return site is null ? null : new(producer.Node, 0, axis, input, axis, 1, producer.Channels, site) { ChannelGroups = groups };
        }

        /// <summary>At the node itself, or at the DequantizeLinear in front of it.</summary>
        private static bool IsAt(WeightBinding binding, Node node, int input) =>
            (binding.Node == node && binding.InputIndex == input) || (binding.InputIndex == 0 && node.Input(input)?.Producer == binding.Node);
    }
}
