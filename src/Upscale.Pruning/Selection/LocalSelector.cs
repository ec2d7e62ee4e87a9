using System.Collections.Immutable;
using Upscale.Pruning.Channels;

namespace Upscale.Pruning.Selection;

/// <summary>
/// Every layer loses the same share of its own channels; every group of a grouped convolution the same number, and so does a layer that
/// alone reads what a grouped convolution makes, where that fits: the convolution then makes no more than what is read.
/// </summary>
internal sealed class LocalSelector(PruningOptions options) : Selector
{
    /// <summary>What equal numbers in all groups may keep, over what the worst channels of all leave.</summary>
    private const double MostMore = 1.05;

    public override KeptSets Select(ChannelAnalysis analysis, ImmutableArray<ScoredChannels> layers)
    {
        var made = new GroupedMakers(analysis);
        return new([.. layers.Select(layer => Keep(layer, UnitRoots.Of(layer.Channels, analysis), made))]);
    }

    private ImmutableArray<bool> Keep(ScoredChannels layer, int[] slots, GroupedMakers made)
    {
        var size = GroupSize(layer);
        if (size < layer.Scores.Length)
        {
            return Keep(layer.Scores, slots, size, InGroups(layer.Scores, size));
        }

        var count = BlockRounding.Up(Kept(layer.Scores, options.Ratio), size, options.Round);
        return made.GroupsOf(slots) is { } groups && Balanced(layer.Scores, groups, count) is { } kept
            ? Keep(layer.Scores, slots, size / groups, kept)
            : Keep(layer.Scores, slots, size, count);
    }

    /// <summary>As many in each group as make a whole number of blocks; null where these are noticeably more than without groups.</summary>
    private int? Balanced(float[] scores, int groups, int count)
    {
        var size = scores.Length / groups;
        for (var kept = InGroups(scores, size); kept <= size; kept++)
        {
            if (kept * groups % options.Round == 0)
            {
                return kept * groups <= count * MostMore ? kept : null;
            }
        }

        return null;
    }

    /// <summary>What every group keeps: as many as the one that keeps most.</summary>
    private int InGroups(float[] scores, int size)
    {
        var kept = 0;
        for (var start = 0; start < scores.Length; start += size)
        {
            kept = Math.Max(kept, Kept(scores.AsSpan(start, size), options.Ratio));
        }

        return BlockRounding.UpInGroup(kept, size, options);
    }

    private static ImmutableArray<bool> Keep(float[] scores, int[] slots, int size, int kept)
    {
        var flags = new bool[scores.Length];
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
