using System.Collections.Immutable;
using Upscale.Pruning.Channels;

namespace Upscale.Pruning.Importance;

/// <summary>Scores of every consumer's input channels.</summary>
/// <param name="PerConsumer">Per consumer, in the order of <see cref="ChannelAnalysis.Consumers"/>: [units], larger = keep.</param>
internal sealed record ImportanceScores(ImmutableArray<float[]> PerConsumer)
{
    public static ImportanceScores Compute(ChannelAnalysis analysis, ImportanceCriterion criterion) =>
        new([.. analysis.Consumers.Select(consumer => criterion.Score(new ConsumerWeights(consumer)))]);

    /// <summary>Scores summed over all consumers that read a slot.</summary>
    /// <returns>Per root; 0 where nobody reads.</returns>
    public float[] PerSlot(ChannelAnalysis analysis)
    {
        var sums = new float[analysis.SlotCount];
        for (var consumer = 0; consumer < PerConsumer.Length; consumer++)
        {
            var roots = UnitRoots.Of(analysis.Consumers[consumer].Channels, analysis);
            for (var unit = 0; unit < roots.Length; unit++)
            {
                sums[roots[unit]] += PerConsumer[consumer][unit];
            }
        }

        return sums;
    }
}
