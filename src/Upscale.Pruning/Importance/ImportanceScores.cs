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

        return new(Score(graph, graph.Channels.Consumers, criterion, activations)) { Unscored = criterion.Unscored };
    }

    /// <param name="graph">The model.</param>
    /// <param name="layers">Its consumers, or views of other weights as if they were.</param>
    /// <param name="criterion">How to score.</param>
    /// <param name="activations">Calibration data; null where there are none.</param>
    /// <returns>One array per layer.</returns>
    public static ImmutableArray<float[]> Score(
        AnalysedGraph graph, ImmutableArray<Consumer> layers, ImportanceCriterion criterion, IActivationSource? activations)
    {
        var evidence = new GraphEvidence(graph, layers, activations);
        return [.. Enumerable.Range(0, layers.Length).Select(layer => Held(criterion.Score(new(evidence, layer))))];
    }

    /// <summary>Whether a channel is kept because it has no score.</summary>
    public static bool IsHeld(float score) => float.IsPositiveInfinity(score);

    /// <summary>Consumers with channels that are kept because they have no score.</summary>
    public IEnumerable<Refusal> Refusals(ChannelAnalysis analysis) =>
        from entry in analysis.Consumers.Zip(PerConsumer)
        let held = entry.Second.Count(IsHeld)
        where held > 0
        select new Refusal("UPS3002", entry.First.Node.Label, $"{held} of {entry.Second.Length} input channels are kept: {Unscored}");

    private static float[] Held(float[] scores) => [.. scores.Select(score => float.IsFinite(score) ? score : float.PositiveInfinity)];
}
