using System.Collections.Immutable;
using Upscale.Pruning.Channels;
using Upscale.Pruning.Importance;

namespace Upscale.Pruning.Selection;

/// <summary>Channels of one layer that are ranked against each other: those that it reads, or those that it makes.</summary>
/// <param name="Channels">Their slots.</param>
/// <param name="Groups">Every group of them keeps the same number.</param>
/// <param name="Scores">[units]; larger = keep, positive infinity = kept in any case.</param>
internal sealed record ScoredChannels(SlotList Channels, int Groups, float[] Scores)
{
    /// <summary>What every consumer reads, in the order of <see cref="ChannelAnalysis.Consumers"/>.</summary>
    public static ImmutableArray<ScoredChannels> Read(ChannelAnalysis analysis, ImportanceScores scores) =>
        [.. analysis.Consumers.Zip(scores.PerConsumer, (consumer, own) => new ScoredChannels(consumer.Channels, consumer.ChannelGroups, own))];

    /// <summary>The same channels, all of them kept in any case.</summary>
    public ScoredChannels Held() => this with { Scores = [.. Scores.Select(_ => float.PositiveInfinity)] };

    /// <summary>Scores summed over all layers of a slot.</summary>
    /// <returns>Per root; 0 where there is none.</returns>
    public static float[] PerSlot(ImmutableArray<ScoredChannels> layers, ChannelAnalysis analysis)
    {
        var sums = new float[analysis.SlotCount];
        foreach (var layer in layers)
        {
            var roots = UnitRoots.Of(layer.Channels, analysis);
            for (var unit = 0; unit < roots.Length; unit++)
            {
                sums[roots[unit]] += layer.Scores[unit];
            }
        }

        return sums;
    }
}
