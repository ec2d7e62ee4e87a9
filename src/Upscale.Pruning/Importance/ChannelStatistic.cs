using Upscale.Onnx;

namespace Upscale.Pruning.Importance;

/// <summary>A number per channel of a tensor, over all samples; nothing of the samples is kept.</summary>
/// <param name="axis">Axis of the channels.</param>
/// <param name="channels">How many there are.</param>
/// <param name="scale">What an element means: (element − zero) · scale.</param>
internal abstract class ChannelStatistic(int axis, int channels, (float Scale, float Zero) scale)
{
    /// <summary>Takes the tensor of the next samples.</summary>
    public void Add(Tensor tensor)
    {
        if (tensor.Dims.Length <= axis || tensor.Dims[axis] != channels)
        {
            throw new InvalidOperationException($"'{tensor}' was analysed as a tensor with {channels} channels on axis {axis}");
        }

        var values = tensor.ToFloats();
        if (scale is not (1, 0))
        {
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = (values[i] - scale.Zero) * scale.Scale;
            }
        }

        Add(values, new FeatureMaps(tensor.Dims, axis));
    }

    /// <returns>[channels]; not a number without samples.</returns>
    public abstract double[] Result();

    protected abstract void Add(float[] values, FeatureMaps maps);
}
