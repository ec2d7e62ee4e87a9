using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Upscale.Pruning.Channels;
using Upscale.Pruning.Importance;

namespace Upscale.Pruning.Selection;

/// <summary>Scores to kept channels.</summary>
internal abstract class Selector
{
    public static Selector For(PruningOptions options, ImportanceCriterion criterion) =>
        criterion.IsPattern ? new PatternSelector()
        : options.Mode == PruningMode.Constrained ? new ConstrainedSelector(options)
        : options.Scope == PruningScope.Global ? new GlobalSelector(options)
        : new LocalSelector(options);

    /// <summary>Selects; every layer keeps at least one channel.</summary>
    /// <param name="analysis">The graph's channels.</param>
    /// <param name="layers">What is ranked.</param>
    /// <returns>One set per layer.</returns>
    public abstract KeptSets Select(ChannelAnalysis analysis, ImmutableArray<ScoredChannels> layers);

    /// <summary>How many channels a ratio leaves: it applies to those that have a score, all others stay.</summary>
    protected static int Kept(ReadOnlySpan<float> scores, double ratio)
    {
        var held = scores.Count(float.PositiveInfinity);
        return held + BlockRounding.Kept(scores.Length - held, ratio);
    }

    /// <summary>
    /// Flags channels with the largest scores until at least so many are kept. Channels of one slot (an attention head, a repeated
    /// channel) go together, by their mean score; of equals, the first. Those without a score are kept whatever the count.
    /// </summary>
    /// <param name="scores">[channels].</param>
    /// <param name="slots">[channels]; the slot behind each.</param>
    /// <param name="keep">[channels]; receives the flags.</param>
    /// <param name="count">Channels to keep.</param>
    protected static void KeepBest(ReadOnlySpan<float> scores, ReadOnlySpan<int> slots, Span<bool> keep, int count)
    {
        var members = new Dictionary<int, List<int>>();
        for (var channel = 0; channel < slots.Length; channel++)
        {
            ref var group = ref CollectionsMarshal.GetValueRefOrAddDefault(members, slots[channel], out _);
            (group ??= []).Add(channel);
        }

        var means = new float[scores.Length];
        foreach (var group in members.Values)
        {
            foreach (var channel in group)
            {
                means[group[0]] += scores[channel] / group.Count;
            }
        }

        foreach (var group in members.Values.OrderByDescending(group => means[group[0]]).ThenBy(group => group[0]))
        {
            if (count <= 0 && !ImportanceScores.IsHeld(means[group[0]]))
            {
                break;
            }

            foreach (var channel in group)
            {
                keep[channel] = true;
            }

            count -= group.Count;
        }
    }
}
