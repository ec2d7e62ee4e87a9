namespace Upscale.Pruning.Importance;

/// <summary>The norm of a channel's weights as a share of what is left of the layer once all smaller ones are gone.</summary>
/// <remarks>
/// Lee et al., ICLR 2021, arXiv:2010.07611, with rows of weights in place of single weights. Meant for the global scope: scores of
/// different layers are comparable, and the largest channel of every layer scores 1, so that no layer is emptied.
/// </remarks>
public sealed class LampImportance : ImportanceCriterion
{
    /// <inheritdoc/>
    public override string Name => "lamp";

    /// <inheritdoc/>
    public override string Summary => "norm of the weights as a share of all larger ones; comparable between layers, for the global scope";

    /// <summary>Scores channels by their norm divided by the sum of the norms from the largest down to this one.</summary>
    /// <returns>[channels]; larger = keep; in [0, 1]. Of equal norms, the first counts as the larger.</returns>
    public override float[] Score(ConsumerEvidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        var norms = evidence.Weights.SquaredNorms();
        var descending = Enumerable.Range(0, norms.Length).OrderByDescending(channel => norms[channel]);
        var scores = new float[norms.Length];
        var sum = 0.0;
        foreach (var channel in descending)
        {
            var norm = Math.Sqrt(norms[channel]);
            sum += norm;
            scores[channel] = norm == 0 ? 0 : (float)(norm / sum);
        }

        return scores;
    }
}
