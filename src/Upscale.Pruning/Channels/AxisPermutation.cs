using System.Collections.Immutable;

namespace Upscale.Pruning.Channels;

/// <summary>Moves channels to other axes of another tensor.</summary>
internal static class AxisPermutation
{
    /// <param name="channels">Channels on m axes.</param>
    /// <param name="axes">Where each of these axes lies now, in any order.</param>
    /// <returns>The same channels with axes ascending; the slots are laid out anew when the axes changed their order.</returns>
    public static ChannelSlots Apply(ChannelSlots channels, ImmutableArray<int> axes)
    {
        var order = Enumerable.Range(0, axes.Length).OrderBy(i => axes[i]).ToArray();
        if (order.SequenceEqual(Enumerable.Range(0, axes.Length)))
        {
            return channels.OnAxes(axes);
        }

        var extents = order.Select(i => channels.Extents[i]).ToImmutableArray();
        var strides = Strides(channels.Extents);
        var source = new int[channels.List.Count];
        for (var position = 0; position < source.Length; position++)
        {
            var rest = position;
            for (var i = order.Length - 1; i >= 0; i--)
            {
                source[position] += rest % extents[i] * strides[order[i]];
                rest /= extents[i];
            }
        }

        return new([.. order.Select(i => axes[i])], extents, channels.List.Select(source)) { Repeated = Array.IndexOf(order, channels.Repeated) };
    }

    private static int[] Strides(ImmutableArray<int> extents)
    {
        var strides = new int[extents.Length];
        for (var (i, stride) = (extents.Length - 1, 1); i >= 0; i--)
        {
            strides[i] = stride;
            stride *= extents[i];
        }

        return strides;
    }
}
