using System.Collections.Immutable;
using Upscale.Pruning.Channels;
using Upscale.Pruning.Importance;

namespace Upscale.Pruning.Selection;

/// <summary>The lowest scores of the whole model go; every consumer keeps one channel, and its count is rounded up.</summary>
internal sealed class GlobalSelector(PruningOptions options) : Selector
{
    public override KeptSets Select(ChannelAnalysis analysis, ImportanceScores scores)
    {
        var remaining = scores.PerConsumer.Select(channels => channels.Length).ToArray();
        var candidates = scores.PerConsumer
            .SelectMany((channels, consumer) => channels.Select((score, channel) => (Score: score, Consumer: consumer, Channel: channel)))
            .Where(candidate => !ImportanceScores.IsHeld(candidate.Score))
            .Order()
            .ToArray();
        foreach (var candidate in candidates.AsSpan(0, (int)Math.Floor(options.Ratio * candidates.Length)))
        {
            remaining[candidate.Consumer] = Math.Max(1, remaining[candidate.Consumer] - 1);
        }

        return new([.. scores.PerConsumer.Select((channels, consumer) =>
            Keep(channels, UnitRoots.Of(analysis.Consumers[consumer].Channels, analysis), remaining[consumer]))]);
    }

    private ImmutableArray<bool> Keep(float[] scores, int[] slots, int count)
    {
        var flags = new bool[scores.Length];
        KeepBest(scores, slots, flags, BlockRounding.Up(count, scores.Length, options.Round));
        return [.. flags];
    }
}
