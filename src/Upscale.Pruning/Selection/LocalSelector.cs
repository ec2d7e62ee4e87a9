using System.Collections.Immutable;
using Upscale.Pruning.Channels;
using Upscale.Pruning.Importance;

namespace Upscale.Pruning.Selection;

/// <summary>Every consumer loses the same share of its own input channels; every group of a grouped convolution the same number.</summary>
internal sealed class LocalSelector(PruningOptions options) : Selector
{
    public override KeptSets Select(ChannelAnalysis analysis, ImportanceScores scores) =>
        new([.. analysis.Consumers.Select((consumer, index) => Keep(consumer, UnitRoots.Of(consumer.Channels, analysis), scores.PerConsumer[index]))]);

    private ImmutableArray<bool> Keep(Consumer consumer, int[] slots, float[] scores)
    {
        var flags = new bool[scores.Length];
        var size = GroupSize(consumer);
        var kept = 0;
        for (var start = 0; start < scores.Length; start += size)
        {
            kept = Math.Max(kept, BlockRounding.Up(Kept(scores.AsSpan(start, size), options.Ratio), size, options.Round));
        }

        for (var start = 0; start < scores.Length; start += size)
        {
            KeepBest(scores.AsSpan(start, size), slots.AsSpan(start, size), flags.AsSpan(start, size), kept);
        }

        return [.. flags];
    }

    /// <summary>Where positions share a unit (a Gather of a channel twice), units do not fall into groups.</summary>
    private static int GroupSize(Consumer consumer) => consumer.Channels.UnitCount == consumer.Channels.Count
        ? consumer.Channels.Count / consumer.ChannelGroups
        : consumer.Channels.UnitCount;
}
