using Upscale.Onnx;

namespace Upscale.Pruning.Channels;

/// <summary>Where channels go when a tensor is reshaped: axes that keep their extent keep their channels, merged and split axes are followed element by element.</summary>
internal static class ReshapeMap
{
    public const long MostElements = 1 << 24;

    /// <returns>null when an extent that matters is not known, or the channels cannot be told apart.</returns>
    public static ChannelSlots? Map(ChannelSlots channels, Shape from, Shape to)
    {
        var left = 0;
        while (left < Math.Min(from.Rank, to.Rank) && from[left].SameAs(to[left]))
        {
            left++;
        }

        var right = 0;
        while (right < Math.Min(from.Rank, to.Rank) - left && from[from.Rank - 1 - right].SameAs(to[to.Rank - 1 - right]))
        {
            right++;
        }

        var shift = to.Rank - from.Rank;
        if (channels.Axes.All(axis => axis < left || axis >= from.Rank - right))
        {
            return channels.OnAxes([.. channels.Axes.Select(axis => axis < left ? axis : axis + shift)]);
        }

        return channels.Repeated < 0 && Block(from, to, channels) is { } block
            ? MapBlock(channels, from, to, block)
            : RepeatedReshape.Map(channels, from, to, left);
    }

    /// <summary>The smallest run of axes with equal products on both sides that holds all channels.</summary>
    private static (Range From, Range To)? Block(Shape from, Shape to, ChannelSlots channels)
    {
        (int From, int To)? start = null;
        for (var (i, j) = (0, 0); i < from.Rank && j < to.Rank;)
        {
            var (fromStart, toStart) = (i, j);
            if (!Advance(from, to, ref i, ref j))
            {
                return null;
            }

            start ??= channels.Axes[0] < i ? (fromStart, toStart) : null;
            if (start is { } first && channels.Axes[^1] < i)
            {
                var (fromRange, toRange) = (first.From..i, first.To..j);
                var elements = from.Take(fromRange).Aggregate(Dim.Known(1), Multiply);
                return elements.IsKnown && elements.Size <= MostElements ? (fromRange, toRange) : null;
            }
        }

        return null;
    }

    /// <summary>Moves past the next run of axes whose products are equal, and past trailing axes of size 1.</summary>
    private static bool Advance(Shape from, Shape to, ref int i, ref int j)
    {
        var (product, target) = (from[i++], to[j++]);
        while (!product.SameAs(target))
        {
            if (!product.IsKnown || !target.IsKnown || (product.Size < target.Size ? i == from.Rank : j == to.Rank))
            {
                return false;
            }

            (product, target) = product.Size < target.Size
                ? (Multiply(product, from[i++]), target)
                : (product, Multiply(target, to[j++]));
        }

        while (j == to.Rank && i < from.Rank && from[i] == Dim.Known(1))
        {
            i++;
        }

        while (i == from.Rank && j < to.Rank && to[j] == Dim.Known(1))
        {
            j++;
        }

        return true;
    }

    private static Dim Multiply(Dim left, Dim right) =>
        left.IsKnown && right.IsKnown && left.Size <= MostElements && right.Size <= MostElements
            ? Dim.Known(left.Size * right.Size) : Dim.Unknown;

    /// <summary>Follows channels through the elements of a block of axes.</summary>
    public static ChannelSlots? MapBlock(ChannelSlots channels, Shape from, Shape to, (Range From, Range To) block)
    {
        var source = Sources(channels, from, block.From);
        channels.List.Identify(source);
        var extents = to.Take(block.To).Select(dim => (int)dim.Size).ToArray();
        var tracked = Enumerable.Range(0, extents.Length).Where(axis => DependsOn(source, extents, axis)).ToArray();
        if (tracked.Length == 0)
        {
            return null;
        }

        var list = new int[tracked.Aggregate(1, (product, axis) => product * extents[axis])];
        var strides = Strides(extents);
        for (var position = 0; position < list.Length; position++)
        {
            var (rest, element) = (position, 0);
            for (var i = tracked.Length - 1; i >= 0; i--)
            {
                element += rest % extents[tracked[i]] * strides[tracked[i]];
                rest /= extents[tracked[i]];
            }

            list[position] = source[element];
        }

        return new(
            [.. tracked.Select(axis => axis + block.To.Start.Value)],
            [.. tracked.Select(axis => extents[axis])],
            channels.List.Select(list));
    }

    /// <summary>For every element of the block: which position of the channel list it belongs to.</summary>
    private static int[] Sources(ChannelSlots channels, Shape from, Range block)
    {
        var extents = from.Take(block).Select(dim => (int)dim.Size).ToArray();
        var strides = Strides(extents);
        var listStrides = Strides([.. channels.Extents]);
        var source = new int[extents.Aggregate(1, (product, extent) => product * extent)];
        for (var i = 0; i < channels.Axes.Length; i++)
        {
            var axis = channels.Axes[i] - block.Start.Value;
            for (var element = 0; element < source.Length; element++)
            {
                source[element] += element / strides[axis] % extents[axis] * listStrides[i];
            }
        }

        return source;
    }

    private static bool DependsOn(int[] source, int[] extents, int axis)
    {
        var stride = Strides(extents)[axis];
        for (var element = 0; element < source.Length; element++)
        {
            var coordinate = element / stride % extents[axis];
            if (source[element] != source[element - (coordinate * stride)])
            {
                return true;
            }
        }

        return false;
    }

    private static int[] Strides(int[] extents)
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
