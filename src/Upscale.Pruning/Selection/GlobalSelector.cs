using System.Collections.Immutable;
using Upscale.Pruning.Channels;
using Upscale.Pruning.Importance;

namespace Upscale.Pruning.Selection;

/// <summary>The lowest scores of the whole model go; every layer keeps one channel, and its count is rounded up.</summary>
internal sealed class GlobalSelector(PruningOptions options) : Selector
{
    public override KeptSets Select(ChannelAnalysis analysis, ImmutableArray<ScoredChannels> layers)
    {
        var remaining = layers.Select(layer => layer.Scores.Length).ToArray();
        var candidates = layers
            .SelectMany((layer, index) => layer.Scores.Select((score, channel) => (Score: score, Layer: index, Channel: channel)))
            .Where(candidate => !ImportanceScores.IsHeld(candidate.Score))
            .Order()
            .ToArray();
        foreach (var candidate in candidates.AsSpan(0, (int)Math.Floor(options.Ratio * candidates.Length)))
        {
            remaining[candidate.Layer] = Math.Max(1, remaining[candidate.Layer] - 1);
        }

        return new([.. layers.Select((layer, index) => Keep(layer.Scores, UnitRoots.Of(layer.Channels, analysis), remaining[index]))]);
    }

    private ImmutableArray<bool> Keep(float[] scores, int[] slots, int count)
    {
        var flags = new bool[scores.Length];
        KeepBest(scores, slots, flags, BlockRounding.Up(count, scores.Length, options.Round));
        return [.. flags];
    }
}
