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

    /// <summary>Selects; every consumer keeps at least one channel.</summary>
    public abstract KeptSets Select(ChannelAnalysis analysis, ImportanceScores scores);

    /// <summary>Flags for the channels with the largest scores; of equals, the first.</summary>
    protected static void KeepBest(ReadOnlySpan<float> scores, Span<bool> keep, int count)
    {
        var order = new int[scores.Length];
        var keys = new float[scores.Length];
        for (var i = 0; i < order.Length; i++)
        {
            (order[i], keys[i]) = (i, scores[i]);
        }

        Array.Sort(order, (left, right) =>
            keys[left] != keys[right] ? keys[right].CompareTo(keys[left]) : left.CompareTo(right));
        foreach (var channel in order.AsSpan(0, count))
        {
            keep[channel] = true;
        }
    }
}
