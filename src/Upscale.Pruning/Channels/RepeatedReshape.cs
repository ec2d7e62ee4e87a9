using Upscale.Onnx;

namespace Upscale.Pruning.Channels;

/// <summary>
/// Where channels go when axes of unknown size are merged with them or split from them: heads merged with a free batch lie on one
/// axis over and over, once for every element of the batch. Only the innermost axes, which hold all channels, need known sizes.
/// </summary>
internal static class RepeatedReshape
{
    /// <param name="channels">The channels.</param>
    /// <param name="from">Shape before.</param>
    /// <param name="to">Shape after.</param>
    /// <param name="unchanged">Number of first axes that are the same in both.</param>
    /// <returns>null when the sizes do not fit, or an outer axis decides which channels lie where.</returns>
    public static ChannelSlots? Map(ChannelSlots channels, Shape from, Shape to, int unchanged)
    {
        var (opened, source) = Open(channels, from);
        if (new Shape(source.Skip(opened.Axes[0])).ElementCount is not (> 0 and <= ReshapeMap.MostElements and var elements))
        {
            return null;
        }

        var inner = 1L;
        for (var axis = to.Rank - 1; axis >= 0 && inner < elements; axis--)
        {
            if (!to[axis].IsKnown)
            {
                return axis <= unchanged && axis <= opened.Axes[0] && elements % inner == 0
                    ? Close(opened, source, to, axis, elements / inner)
                    : null;
            }

            if (to[axis].Size == 0 || to[axis].Size > elements / inner)
            {
                return null;
            }

            inner *= to[axis].Size;
            if (inner == elements)
            {
                return ReshapeMap.MapBlock(opened, source, to, (opened.Axes[0]..source.Rank, axis..to.Rank));
            }
        }

        return null;
    }

    /// <summary>The repeated axis as two: how often, and the channels.</summary>
    private static (ChannelSlots Channels, Shape Shape) Open(ChannelSlots channels, Shape shape)
    {
        if (channels.Repeated < 0)
        {
            return (channels, shape);
        }

        var axis = channels.Axes[channels.Repeated];
        return (
            new([.. channels.Axes.Select(other => other < axis ? other : other + 1)], channels.Extents, channels.List),
            new([.. shape.Take(axis), Dim.Unknown, channels.Extents[channels.Repeated], .. shape.Skip(axis + 1)]));
    }

    /// <summary>An axis of unknown size that ends with so many of the innermost positions.</summary>
    private static ChannelSlots? Close(ChannelSlots channels, Shape from, Shape to, int axis, long positions)
    {
        var opened = new Shape([.. to.Take(axis), Dim.Unknown, positions, .. to.Skip(axis + 1)]);
        return ReshapeMap.MapBlock(channels, from, opened, (channels.Axes[0]..from.Rank, (axis + 1)..opened.Rank)) is { } mapped
            ? new([.. mapped.Axes.Select(other => other - 1)], mapped.Extents, mapped.List) { Repeated = mapped.Axes.IndexOf(axis + 1) }
            : null;
    }
}
