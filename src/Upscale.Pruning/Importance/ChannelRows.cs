using System.Runtime.CompilerServices;
using Upscale.Pruning.Channels;

namespace Upscale.Pruning.Importance;

/// <summary>A consumer's weights as a matrix with one row per channel: everything that the channel meets.</summary>
/// <remarks>
/// Positions that a Flatten made of one channel lie one behind the other in its row; rows end in zeros.
/// Columns of different groups of a grouped convolution mean different outputs.
/// </remarks>
public sealed class ChannelRows
{
    /// <summary>Rows are as long as a multiple of this many elements.</summary>
    internal const int Alignment = 8;

    private const int OutputsPerTile = 16;

    private readonly float[] _values;
    private readonly int[] _groups;

    private ChannelRows(float[] values, int length, int[] groups)
    {
        _values = values;
        _groups = groups;
        Length = length;
    }

    /// <summary>Number of rows.</summary>
    public int Channels => _groups.Length;

    /// <summary>Elements of a row.</summary>
    public int Length { get; }

    /// <summary>The weights of a channel.</summary>
    public ReadOnlySpan<float> this[int channel] => _values.AsSpan(channel * Length, Length);

    /// <summary>Channels that meet the same outputs, in ascending order; all of them unless the consumer is a grouped convolution.</summary>
    public IEnumerable<int[]> Groups() =>
        Enumerable.Range(0, Channels).GroupBy(channel => _groups[channel]).Select(group => group.ToArray());

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static ChannelRows Of(Consumer consumer, ReadOnlySpan<float> weights)
    {
        var dims = consumer.Weights.Dims;
        var extent = checked((int)dims[consumer.WeightAxis]);
        var inner = checked((int)dims.Skip(consumer.WeightAxis + 1).Aggregate(1L, (product, dim) => product * dim));
        var perGroup = extent * inner == 0 ? 0 : weights.Length / (extent * inner) / consumer.Groups;
        var (starts, groups, length) = Place(consumer, perGroup * inner);
        var values = new float[checked(groups.Length * length)];
        for (var tile = 0; tile < perGroup * consumer.Groups; tile += OutputsPerTile)
        {
            for (var i = 0; i < extent; i++)
            {
                for (var o = tile; o < Math.Min(tile + OutputsPerTile, perGroup * consumer.Groups); o++)
                {
                    var start = starts[(o / perGroup * extent) + i] + (o % perGroup * inner);
                    weights.Slice(((o * extent) + i) * inner, inner).CopyTo(values.AsSpan(start));
                }
            }
        }

        return new(values, length, groups);
    }

    /// <summary>Where the weights of each position go, the group of each channel, and the length of a row.</summary>
    private static (int[] Starts, int[] Groups, int Length) Place(Consumer consumer, int perPosition)
    {
        var channels = consumer.Channels;
        var (occurrences, order, groups) = (new int[channels.UnitCount], new int[channels.Count], new int[channels.UnitCount]);
        for (var position = 0; position < channels.Count; position++)
        {
            var unit = channels.Units[position];
            order[position] = occurrences[unit]++;
            groups[unit] = position / Math.Max(1, channels.Count / consumer.ChannelGroups);
        }

        var length = checked(((occurrences.Max() * perPosition) + Alignment - 1) / Alignment * Alignment);
        var starts = new int[channels.Count];
        for (var position = 0; position < starts.Length; position++)
        {
            starts[position] = (channels.Units[position] * length) + (order[position] * perPosition);
        }

        return (starts, groups, length);
    }
}
