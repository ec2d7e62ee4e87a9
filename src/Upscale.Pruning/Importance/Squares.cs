using System.Numerics.Tensors;

namespace Upscale.Pruning.Importance;

/// <summary>The square of a weight.</summary>
internal readonly struct Squares : IWeightKernel
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
