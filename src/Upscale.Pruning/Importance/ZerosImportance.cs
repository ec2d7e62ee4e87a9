namespace Upscale.Pruning.Importance;

/// <summary>Reads the pattern from the weights: a channel whose weights are all zero is removed.</summary>
/// <remarks>Exports a model that any training-time pruner masked (Wan et al., ICML 2023, arXiv:2307.08771, section 3).</remarks>
public sealed class ZerosImportance : ImportanceCriterion
{
    /// <inheritdoc/>
    public override string Name => "zeros";

    /// <inheritdoc/>
    public override string Summary => "removes the channels whose weights are all zero already; the ratio does not apply";

    /// <inheritdoc/>
    public override bool IsPattern => true;

    /// <summary>Scores channels by whether any weight differs from zero.</summary>
    /// <returns>[channels]; 0 or 1.</returns>
    public override float[] Score(ConsumerEvidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        var scores = evidence.Weights.SumPerChannel(default(NonZeros));
        for (var channel = 0; channel < scores.Length; channel++)
        {
            scores[channel] = scores[channel] == 0 ? 0 : 1;
        }

        return scores;
    }

    private readonly struct NonZeros : IWeightKernel
    {
        public void Accumulate(ReadOnlySpan<float> values, Span<float> sums)
        {
            for (var i = 0; i < values.Length; i++)
            {
                sums[i] = values[i] == 0 ? sums[i] : 1;
            }
        }

        public float Sum(ReadOnlySpan<float> values) => values.ContainsAnyExcept(0f) ? 1 : 0;
    }
}
