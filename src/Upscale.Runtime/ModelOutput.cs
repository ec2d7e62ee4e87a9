using System.Collections.Immutable;

namespace Upscale.Runtime;

/// <summary>An output of one run: its values, row-major, channels in logical order.</summary>
/// <typeparam name="T">The type of a value.</typeparam>
/// <remarks>The memory is the output's own: later runs do not change it.</remarks>
public sealed class ModelOutput<T>
    where T : IComparable<T>
{
    private readonly ReadOnlyMemory<long> _shape;
    private readonly ChannelLabels? _labels;

    internal ModelOutput(ReadOnlyMemory<T> values, ReadOnlyMemory<long> shape, ChannelLabels? labels = null)
    {
        Memory = values;
        _shape = shape;
        _labels = labels;
    }

    /// <summary>The shape in this run.</summary>
    public ReadOnlySpan<long> Shape => _shape.Span;

    /// <summary>Number of values.</summary>
    public int Length => Memory.Length;

    /// <summary>All values, row-major.</summary>
    public ReadOnlyMemory<T> Memory { get; }

    /// <summary>All values, row-major.</summary>
    public ReadOnlySpan<T> Span => Memory.Span;

    /// <summary>A value by its row-major place; in an output [1,C] by its logical channel.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such value.</exception>
    public T this[int index] => Memory.Span[index];

    /// <summary>One entry along the first axis: an item of a batch, then a channel of the item.</summary>
    /// <param name="index">In [0, Shape[0]).</param>
    /// <returns>A view of the same memory, without the first axis.</returns>
    /// <exception cref="InvalidOperationException">The output is a single value.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such entry.</exception>
    public ModelOutput<T> At(int index)
    {
        if (_shape.Length == 0)
        {
            throw new InvalidOperationException("The output is a single value, without an axis.");
        }

        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Shape[0]);
        int length = Length / (int)Shape[0];
        ChannelLabels? labels = _labels is { Axis: > 0 } ? _labels with { Axis = _labels.Axis - 1 } : null;
        return new ModelOutput<T>(Memory.Slice(index * length, length), _shape[1..], labels);
    }

    /// <summary>The values of one channel, without a copy.</summary>
    /// <param name="channel">The logical channel, in [0, Shape[1]).</param>
    /// <param name="item">The item of the batch, in [0, Shape[0]).</param>
    /// <returns>Row-major over the axes behind the channel's; one value in an output [N,C].</returns>
    /// <exception cref="InvalidOperationException">The output has fewer than two axes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such channel or item.</exception>
    public ReadOnlySpan<T> Channel(int channel, int item = 0)
    {
        if (_shape.Length < 2)
        {
            throw new InvalidOperationException($"The output has {_shape.Length} axes; a channel is an entry along the second one.");
        }

        ArgumentOutOfRangeException.ThrowIfNegative(channel);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(channel, Shape[1]);
        ArgumentOutOfRangeException.ThrowIfNegative(item);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(item, Shape[0]);
        int channels = (int)Shape[1];
        int length = Length / (int)Shape[0] / channels;
        return Span.Slice(((item * channels) + channel) * length, length);
    }

    /// <summary>The place of the largest value; in an output [1,C] its logical channel.</summary>
    /// <returns>In [0, Length); the first of equals. NaN counts as smaller than every number.</returns>
    /// <exception cref="InvalidOperationException">There are no values.</exception>
    public int ArgMax()
    {
        ReadOnlySpan<T> values = Span;
        if (values.IsEmpty)
        {
            throw new InvalidOperationException("The output has no values.");
        }

        int best = 0;
        for (int i = 1; i < values.Length; i++)
        {
            if (values[i].CompareTo(values[best]) > 0)
            {
                best = i;
            }
        }

        return best;
    }

    /// <summary>The largest values, of an item of a batch when taken from <see cref="At"/>.</summary>
    /// <param name="count">How many; at least 0.</param>
    /// <returns>The largest first, the first of equals before the others; fewer than asked for where there are fewer. NaN counts as smaller than every number.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public ImmutableArray<RankedValue<T>> TopK(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return [.. LargestValues.Find(Memory, count).Select(index => new RankedValue<T>(index, this[index], LabelOf(index)))];
    }

    /// <summary>The name of the channel that a value belongs to.</summary>
    /// <param name="index">The value's row-major place; in an output [1,C] the logical channel.</param>
    /// <returns>Null when the output has no labels.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such value.</exception>
    public string? LabelOf(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Length);
        return _labels?.Of(index, Shape);
    }

    /// <summary>The same values, with a name for each channel.</summary>
    /// <param name="axis">The channel axis.</param>
    /// <param name="labels">A name for each logical channel.</param>
    /// <returns>A view of the same memory.</returns>
    /// <exception cref="ArgumentException">There is no such axis, or it has another number of channels.</exception>
    public ModelOutput<T> WithLabels(int axis, ImmutableArray<string> labels) =>
        axis >= 0 && axis < _shape.Length && !labels.IsDefault && Shape[axis] == labels.Length
            ? new ModelOutput<T>(Memory, _shape, new ChannelLabels(axis, labels))
            : throw new ArgumentException($"Labels do not fit axis {axis} of {TensorSignature.Describe(Shape)}.", nameof(labels));

    /// <summary>A copy of the values.</summary>
    public T[] ToArray() => Memory.ToArray();

    /// <summary>Copies the values.</summary>
    /// <param name="destination">At least as long as the output.</param>
    /// <exception cref="ArgumentException">It is shorter.</exception>
    public void CopyTo(Span<T> destination) => Span.CopyTo(destination);
}
