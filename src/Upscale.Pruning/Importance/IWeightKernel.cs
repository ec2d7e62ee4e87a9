namespace Upscale.Pruning.Importance;

/// <summary>Adds up a function of weights: one row of weights at a time, never a copy of them all.</summary>
public interface IWeightKernel
{
    /// <summary>Adds f(values[i]) to sums[i].</summary>
    void Accumulate(ReadOnlySpan<float> values, Span<float> sums);

    /// <summary>The sum of f over all values.</summary>
    float Sum(ReadOnlySpan<float> values);
}
