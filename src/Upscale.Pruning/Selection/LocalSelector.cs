using System.Collections.Immutable;
using Upscale.Pruning.Channels;

namespace Upscale.Pruning.Selection;

/// <summary>Every layer loses the same share of its own channels; every group of a grouped convolution the same number.</summary>
internal sealed class LocalSelector(PruningOptions options) : Selector
{
    public override KeptSets Select(ChannelAnalysis analysis, ImmutableArray<ScoredChannels> layers) =>
        new([.. layers.Select(layer => Keep(layer, UnitRoots.Of(layer.Channels, analysis)))]);

    private ImmutableArray<bool> Keep(ScoredChannels layer, int[] slots)
    {
        var scores = layer.Scores;
        var flags = new bool[scores.Length];
        var size = GroupSize(layer);
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
    private static int GroupSize(ScoredChannels layer) => layer.Channels.UnitCount == layer.Channels.Count
        ? layer.Channels.Count / layer.Groups
        : layer.Channels.UnitCount;
}
