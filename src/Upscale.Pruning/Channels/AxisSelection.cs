namespace Upscale.Pruning.Channels;

/// <summary>Picks coordinates on one of the axes that channels lie on.</summary>
internal static class AxisSelection
{
    /// <param name="channels">Channels on one axis or more.</param>
    /// <param name="channelAxis">Which of these axes.</param>
    /// <param name="coordinates">Coordinates on it, in the order of the result.</param>
    /// <param name="keepAxis">Whether the tensor keeps the axis; otherwise there is one coordinate, and at least one other axis.</param>
    /// <returns>Channels no longer lie on an axis of which one coordinate is left, unless it is their only one.</returns>
    public static ChannelSlots Apply(ChannelSlots channels, int channelAxis, IReadOnlyList<int> coordinates, bool keepAxis)
    {
        var inner = channels.Extents.Skip(channelAxis + 1).Aggregate(1, (product, extent) => product * extent);
        var outer = channels.Extents.Take(channelAxis).Aggregate(1, (product, extent) => product * extent);
        var source = new int[outer * coordinates.Count * inner];
        for (var position = 0; position < source.Length; position++)
        {
            var (row, coordinate) = (position / inner / coordinates.Count, coordinates[position / inner % coordinates.Count]);
            source[position] = (((row * channels.Extents[channelAxis]) + coordinate) * inner) + (position % inner);
        }

        var list = channels.List.Select(source);
        var removed = channels.Axes[channelAxis];
        return !keepAxis
            ? new([.. channels.Axes.RemoveAt(channelAxis).Select(axis => axis > removed ? axis - 1 : axis)], channels.Extents.RemoveAt(channelAxis), list)
            : coordinates.Count == 1 && channels.Axes.Length > 1
                ? new(channels.Axes.RemoveAt(channelAxis), channels.Extents.RemoveAt(channelAxis), list)
                : new(channels.Axes, channels.Extents.SetItem(channelAxis, coordinates.Count), list);
    }
}
