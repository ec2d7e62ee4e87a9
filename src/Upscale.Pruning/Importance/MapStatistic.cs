namespace Upscale.Pruning.Importance;

/// <summary>The mean of a number that each feature map has.</summary>
internal abstract class MapStatistic(int axis, int channels, (float Scale, float Zero) scale) : ChannelStatistic(axis, channels, scale)
{
    private readonly double[] _sums = new double[channels];
    private long _maps;

    public override double[] Result() => [.. _sums.Select(sum => sum / _maps)];

    protected sealed override void Add(float[] values, FeatureMaps maps)
    {
        Parallel.For(0, maps.Channels, () => new double[maps.Height * maps.Width], (channel, _, map) =>
        {
            for (var sample = 0; sample < maps.Samples; sample++)
            {
                maps.Copy(values, sample, channel, map);
                _sums[channel] += Measure(map, maps.Height, maps.Width);
            }

            return map;
        }, _ => { });
        _maps += maps.Samples;
    }

    /// <param name="map">[height, width]; may be overwritten.</param>
    protected abstract double Measure(Span<double> map, int height, int width);
}

/// <summary>Mean square of the values.</summary>
internal sealed class MeanSquareStatistic(int axis, int channels, (float Scale, float Zero) scale) : MapStatistic(axis, channels, scale)
{
    protected override double Measure(Span<double> map, int height, int width)
    {
        var sum = 0.0;
        foreach (var value in map)
        {
            sum += value * value;
        }

        return sum / map.Length;
    }
}

/// <summary>Mean rank of the feature maps.</summary>
internal sealed class MeanRankStatistic(int axis, int channels, (float Scale, float Zero) scale) : MapStatistic(axis, channels, scale)
{
    protected override double Measure(Span<double> map, int height, int width) => MatrixRank.Of(map, height, width);
}
