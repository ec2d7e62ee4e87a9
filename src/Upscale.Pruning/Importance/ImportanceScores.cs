using System.Collections.Immutable;
using Upscale.Onnx;
using Upscale.Pruning.Channels;
using Upscale.Pruning.Plans;

namespace Upscale.Pruning.Importance;

/// <summary>Scores of every consumer's input channels.</summary>
/// <param name="PerConsumer">Per consumer, in the order of <see cref="ChannelAnalysis.Consumers"/>: [units], larger = keep, positive infinity = kept in any case.</param>
internal sealed record ImportanceScores(ImmutableArray<float[]> PerConsumer)
{
    /// <summary>Why channels are without a score.</summary>
    public string Unscored { get; init; } = "";

    /// <param name="graph">The model.</param>
    /// <param name="criterion">How to score.</param>
    /// <param name="activations">Calibration data; null where there are none.</param>
    /// <exception cref="UpscaleException">UPS1204: the criterion needs calibration data.</exception>
    public static ImportanceScores Compute(AnalysedGraph graph, ImportanceCriterion criterion, IActivationSource? activations = null)
    {
        if (criterion.Needs == CriterionNeeds.Activations && activations is null)
        {
            throw new UpscaleException(
                "UPS1204",
                $"the criterion '{criterion.Name}' looks at what flows through the model, for which it needs inputs: name a folder of .npy, .npz or .bin files (--calibration, or the metadata Calibration), or choose another criterion");
        }

        var evidence = new GraphEvidence(graph, activations);
        return new([.. Enumerable.Range(0, evidence.Consumers).Select(consumer => Held(criterion.Score(new(evidence, consumer))))])
        {
            Unscored = criterion.Unscored,
        };
    }

    /// <summary>Whether a channel is kept because it has no score.</summary>
    public static bool IsHeld(float score) => float.IsPositiveInfinity(score);

    /// <summary>Consumers with channels that are kept because they have no score.</summary>
    public IEnumerable<Refusal> Refusals(ChannelAnalysis analysis) =>
        from entry in analysis.Consumers.Zip(PerConsumer)
        let held = entry.Second.Count(IsHeld)
        where held > 0
        select new Refusal("UPS3002", entry.First.Node.Label, $"{held} of {entry.Second.Length} input channels are kept: {Unscored}");

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

    private static float[] Held(float[] scores) => [.. scores.Select(score => float.IsFinite(score) ? score : float.PositiveInfinity)];
}
