using System.Collections.Immutable;
using Upscale.Pruning.Channels;

namespace Upscale.Pruning.Selection;

/// <summary>Keeps exactly the channels whose score is not zero, and one where all are.</summary>
internal sealed class PatternSelector : Selector
{
    public override KeptSets Select(ChannelAnalysis analysis, ImmutableArray<ScoredChannels> layers) =>
        new([.. layers.Select(layer => Keep(layer.Scores))]);

    private static ImmutableArray<bool> Keep(float[] scores)
    {
        var flags = scores.Select(score => score != 0).ToArray();
        flags[0] |= !flags.Contains(true);
        return [.. flags];
    }
}
