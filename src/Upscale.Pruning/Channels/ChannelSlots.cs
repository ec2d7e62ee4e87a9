using System.Collections.Immutable;

namespace Upscale.Pruning.Channels;

/// <summary>The channels of one tensor: the axes they lie on (ascending), the extent of each, and the slots in row-major order.</summary>
/// <remarks>More than one axis after a Reshape that split the channel axis (channel shuffle, attention heads).</remarks>
internal sealed record ChannelSlots(ImmutableArray<int> Axes, ImmutableArray<int> Extents, SlotList List)
{
    public ChannelSlots(int axis, SlotList list)
        : this([axis], [list.Count], list)
    {
    }

    /// <summary>Which of the axes holds its channels over and over because a batch of unknown size is merged with them; -1 for none.</summary>
    public int Repeated { get; init; } = -1;

    /// <summary>The only axis; channels on several axes have none.</summary>
    public int? SingleAxis => Axes.Length == 1 ? Axes[0] : null;

    /// <summary>The same channels on another axis of another tensor.</summary>
    public ChannelSlots OnAxes(ImmutableArray<int> axes) => axes.SequenceEqual(Axes) ? this : this with { Axes = axes };
}
