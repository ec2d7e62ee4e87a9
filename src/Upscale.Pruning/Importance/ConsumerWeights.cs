using Upscale.Onnx;
using Upscale.Pruning.Channels;

namespace Upscale.Pruning.Importance;

/// <summary>A consumer's weights, seen as [channels, everything else].</summary>
public sealed class ConsumerWeights
{
    private readonly Consumer _consumer;
    private readonly float[]? _converted;

    internal ConsumerWeights(Consumer consumer)
    {
        _consumer = consumer;
        _converted = consumer.Weights.ElementType == ElementType.Float ? null : consumer.Weights.ToFloats();
    }

    /// <summary>Number of channels.</summary>
    public int Channels => _consumer.Channels.UnitCount;

    private ReadOnlySpan<float> Values => _converted ?? _consumer.Weights.FloatSpan;

    /// <summary>Sums a kernel over everything that one channel meets.</summary>
    /// <returns>[channels].</returns>
    public float[] SumPerChannel(IWeightKernel kernel)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        var perPosition = SumPerPosition(kernel);
        var result = new float[Channels];
        for (var position = 0; position < perPosition.Length; position++)
        {
            result[_consumer.Channels.Units[position]] += perPosition[position];
        }

        return result;
    }

    /// <summary>Squared Euclidean norms.</summary>
    /// <returns>[channels]; at least 0.</returns>
    public float[] SquaredNorms() => SumPerChannel(default(Squares));

    /// <summary>A copy of the weights with one row per channel.</summary>
    public ChannelRows ToRows() => ChannelRows.Of(_consumer, Values);

    private float[] SumPerPosition(IWeightKernel kernel)
    {
        var dims = _consumer.Weights.Dims;
        var axis = _consumer.WeightAxis;
        var extent = checked((int)dims[axis]);
        var inner = checked((int)dims.Skip(axis + 1).Aggregate(1L, (product, dim) => product * dim));
        var row = extent * inner;
        var outer = row == 0 ? 0 : Values.Length / row;
        var sums = new float[_consumer.Channels.Count];
        for (var o = 0; o < outer; o++)
        {
            var values = Values.Slice(o * row, row);
            var group = sums.AsSpan(extent * (int)((long)o * _consumer.Groups / outer % _consumer.Groups), extent);
            if (inner == 1)
            {
                kernel.Accumulate(values, group);
            }
            else
            {
                for (var i = 0; i < extent; i++)
                {
                    group[i] += kernel.Sum(values.Slice(i * inner, inner));
                }
            }
        }

        return sums;
    }
}
