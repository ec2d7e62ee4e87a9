using System.Collections.Immutable;

namespace Upscale.Pruning.Importance;

/// <summary>A tensor as one matrix per sample and channel: its axes without the first one, which counts samples, and without that of the channels.</summary>
/// <remarks>The last of these axes is a matrix's width, the others are its height; where there are none, a matrix has one element.</remarks>
internal sealed class FeatureMaps
{
    private readonly int _outer;
    private readonly int _inner;

    public FeatureMaps(ImmutableArray<long> dims, int axis)
    {
        Samples = axis == 0 ? 1 : checked((int)dims[0]);
        Channels = checked((int)dims[axis]);
        _outer = Product(dims.Take(axis).Skip(1));
        _inner = Product(dims.Skip(axis + 1));
        var last = dims.Where((_, i) => i != axis && i > 0).DefaultIfEmpty(1).Last();
        Width = checked((int)last);
        Height = Width == 0 ? 0 : _outer * _inner / Width;
    }

    public int Samples { get; }

    public int Channels { get; }

    public int Height { get; }

    public int Width { get; }

    /// <summary>Copies one matrix, row by row.</summary>
    /// <param name="values">The tensor.</param>
    /// <param name="into">[Height · Width].</param>
    public void Copy(ReadOnlySpan<float> values, int sample, int channel, Span<double> into)
    {
        for (var o = 0; o < _outer; o++)
        {
            var start = ((((sample * _outer) + o) * Channels) + channel) * _inner;
            for (var i = 0; i < _inner; i++)
            {
                into[(o * _inner) + i] = values[start + i];
            }
        }
    }

    private static int Product(IEnumerable<long> dims) => checked((int)dims.Aggregate(1L, (product, dim) => product * dim));
}
