namespace Upscale.Pruning.Channels;

/// <summary>The channels of one input, with the label of each axis that they lie on.</summary>
internal sealed record LabelledChannels(int Input, string Letters, ChannelSlots Channels)
{
    /// <summary>Joins the slots that differ on other axes only.</summary>
    /// <returns>One slot for each coordinate on the axes with these letters, which keep the order they have here.</returns>
    public LabelledChannels Collapse(string letters, ChannelFlow flow)
    {
        var kept = letters.Select(letter => Letters.IndexOf(letter, StringComparison.Ordinal)).ToArray();
        var rows = Rows(kept);
        var extents = kept.Select(axis => Channels.Extents[axis]).ToArray();
        var first = new int[extents.Aggregate(1, (product, extent) => product * extent)];
        Array.Fill(first, -1);
        for (var position = 0; position < rows.Length; position++)
        {
            ref var start = ref first[rows[position]];
            start = start < 0 ? position : start;
            flow.Join(Channels.List.Slots[start], Channels.List.Slots[position]);
        }

        return new(Input, letters, new([.. kept.Select(axis => Channels.Axes[axis])], [.. extents], Channels.List.Select(first))
        {
            Repeated = Array.IndexOf(kept, Channels.Repeated),
        });
    }

    /// <summary>Joins every slot with the one that it meets in an operand that tracks the same axes or more.</summary>
    /// <returns>false when the axes or extents do not fit; nothing is joined then.</returns>
    public bool JoinInto(LabelledChannels wider, ChannelFlow flow)
    {
        var axes = Letters.Select(letter => wider.Letters.IndexOf(letter, StringComparison.Ordinal)).ToArray();
        if (axes.Contains(-1) || axes.Where((axis, i) => wider.Channels.Extents[axis] != Channels.Extents[i]).Any()
            || Array.IndexOf(axes, wider.Channels.Repeated) != Channels.Repeated)
        {
            return false;
        }

        var rows = wider.Rows(axes);
        for (var position = 0; position < rows.Length; position++)
        {
            flow.Join(Channels.List.Slots[rows[position]], wider.Channels.List.Slots[position]);
        }

        return true;
    }

    /// <summary>For every position: its row-major index among these axes alone, in the order given.</summary>
    private int[] Rows(int[] axes)
    {
        var rows = new int[Channels.List.Count];
        var stride = 1;
        foreach (var axis in axes.Reverse())
        {
            var inner = Channels.Extents.Skip(axis + 1).Aggregate(1, (product, extent) => product * extent);
            for (var position = 0; position < rows.Length; position++)
            {
                rows[position] += position / inner % Channels.Extents[axis] * stride;
            }

            stride *= Channels.Extents[axis];
        }

        return rows;
    }
}
