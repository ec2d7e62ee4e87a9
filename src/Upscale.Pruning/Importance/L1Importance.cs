using System.Numerics.Tensors;

namespace Upscale.Pruning.Importance;

/// <summary>The sum of absolute weights of each input channel.</summary>
/// <remarks>Li et al., ICLR 2017, arXiv:1608.08710, applied to input channels.</remarks>
public sealed class L1Importance : ImportanceCriterion
{
    /// <inheritdoc/>
    public override string Name => "l1";

    /// <inheritdoc/>
    public override string Summary => "sum of absolute weights";

    /// <summary>Scores channels by their L1 norm.</summary>
    /// <returns>[channels]; larger = keep; at least 0.</returns>
    public override float[] Score(ConsumerEvidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        return evidence.Weights.SumPerChannel(default(Magnitudes));
    }

    private readonly struct Magnitudes : IWeightKernel
    {
        public void Accumulate(ReadOnlySpan<float> values, Span<float> sums)
        {
            for (var i = 0; i < values.Length; i++)
            {
                sums[i] += MathF.Abs(values[i]);
            }
        }

        public float Sum(ReadOnlySpan<float> values) => TensorPrimitives.SumOfMagnitudes(values);
    }
}
