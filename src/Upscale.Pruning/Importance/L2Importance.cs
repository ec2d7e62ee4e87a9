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
    public override float[] Score(ConsumerWeights weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        var scores = weights.SumPerChannel(default(Squares));
        TensorPrimitives.Sqrt(scores, scores);
        return scores;
    }

    private readonly struct Squares : IWeightKernel
    {
        public void Accumulate(ReadOnlySpan<float> values, Span<float> sums) =>
            TensorPrimitives.MultiplyAdd(values, values, sums, sums);

        public float Sum(ReadOnlySpan<float> values)
        {
            var sum = 0f;
            foreach (var value in values)
            {
                sum += value * value;
            }

            return sum;
        }
    }
}
