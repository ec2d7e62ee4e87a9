using System.Runtime.CompilerServices;

namespace Upscale.Runtime;

/// <summary>Puts channels that pruning has moved back to their places.</summary>
internal static class ChannelTable
{
    /// <summary>Copies a tensor, its channels in logical order.</summary>
    /// <param name="source">Row-major values, channels in physical order.</param>
    /// <param name="shape">The tensor's shape.</param>
    /// <param name="axis">The channel axis.</param>
    /// <param name="order">For each logical channel the physical one, as ushort or int.</param>
    /// <param name="destination">As long as <paramref name="source"/>.</param>
    /// <exception cref="InvalidOperationException">The order is not one of that axis: generated code and model differ.</exception>
    public static void Copy<T, TChannel>(
        ReadOnlySpan<T> source, ReadOnlySpan<long> shape, int axis, ReadOnlySpan<TChannel> order, Span<T> destination)
        where TChannel : unmanaged
    {
        if (axis >= shape.Length || shape[axis] != order.Length)
        {
            throw new InvalidOperationException(
                $"An order of {order.Length} channels does not fit axis {axis} of {TensorSignature.Describe(shape)}.");
        }

        int inner = 1;
        foreach (long size in shape[(axis + 1)..])
        {
            inner *= (int)size;
        }

        int block = inner * order.Length;
        for (int start = 0; start < source.Length; start += block)
        {
            CopyBlock(source.Slice(start, block), inner, order, destination.Slice(start, block));
        }
    }

    private static void CopyBlock<T, TChannel>(ReadOnlySpan<T> source, int inner, ReadOnlySpan<TChannel> order, Span<T> destination)
        where TChannel : unmanaged
    {
        for (int channel = 0; channel < order.Length; channel++)
        {
            int physical = Place(order[channel]);
            if (inner == 1)
            {
                destination[channel] = source[physical];
            }
            else
            {
                source.Slice(physical * inner, inner).CopyTo(destination.Slice(channel * inner, inner));
            }
        }
    }

    // Generic conversions allocate as long as the code is not optimised.
    private static int Place<TChannel>(TChannel channel)
        where TChannel : unmanaged =>
        typeof(TChannel) == typeof(ushort) ? Unsafe.BitCast<TChannel, ushort>(channel) : Unsafe.BitCast<TChannel, int>(channel);
}
