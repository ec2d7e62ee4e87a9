namespace Upscale.Runtime;

/// <summary>An output of one run: its values, row-major, channels in logical order.</summary>
/// <typeparam name="T">The type of a value.</typeparam>
/// <remarks>The memory is the output's own: later runs do not change it.</remarks>
public sealed class ModelOutput<T>
    where T : unmanaged, IComparable<T>
{
    private readonly ReadOnlyMemory<long> _shape;

    internal ModelOutput(ReadOnlyMemory<T> values, ReadOnlyMemory<long> shape)
    {
        Memory = values;
        _shape = shape;
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
        return new ModelOutput<T>(Memory.Slice(index * length, length), _shape[1..]);
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

    /// <summary>A copy of the values.</summary>
    public T[] ToArray() => Memory.ToArray();

    /// <summary>Copies the values.</summary>
    /// <param name="destination">At least as long as the output.</param>
    /// <exception cref="ArgumentException">It is shorter.</exception>
    public void CopyTo(Span<T> destination) => Span.CopyTo(destination);
}
