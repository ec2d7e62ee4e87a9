using System.Numerics.Tensors;

namespace Upscale.Pruning.Importance;

/// <summary>The Euclidean norm of the weights of each input channel; the default.</summary>
/// <remarks>The criterion of Wan et al., ICML 2023, arXiv:2307.08771, for input-side pruning.</remarks>
public sealed class L2Importance : ImportanceCriterion
{
    /// <inheritdoc/>
    public override string Name => "l2";

    /// <inheritdoc/>
    public override string Summary => "Euclidean norm of the weights";

    /// <summary>Scores channels by their L2 norm.</summary>
    /// <returns>[channels]; larger = keep; at least 0.</returns>
    public override float[] Score(ConsumerEvidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        var scores = evidence.Weights.SquaredNorms();
        TensorPrimitives.Sqrt(scores, scores);
        return scores;
    }
}
