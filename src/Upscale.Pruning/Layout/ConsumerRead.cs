using System.Collections.Immutable;
using Upscale.Pruning.Channels;
using Upscale.Pruning.Selection;

namespace Upscale.Pruning.Layout;

/// <summary>Which positions of its input a consumer reads, and where they lie in the pruned tensor.</summary>
/// <param name="Start">First physical position of the range that contains every kept channel.</param>
/// <param name="Length">Length of that range.</param>
/// <param name="Kept">Physical positions of the kept channels and of those that fill up the block, ascending.</param>
internal sealed record ConsumerRead(int Start, int Length, int[] Kept)
{
    /// <param name="consumer">Who reads.</param>
    /// <param name="kept">Per unit.</param>
    /// <param name="layout">Where channels lie.</param>
    /// <param name="block">A copy takes a multiple of this many channels, where there are so many, and a range starts at one: odd widths compute slower than the next even one.</param>
    public static ConsumerRead Of(Consumer consumer, IReadOnlyList<bool> kept, PhysicalLayout layout, int block)
    {
        var units = consumer.Channels.Units;
        var positions = layout.PositionsOf(consumer.Channels);
        var wanted = new bool[positions.Length];
        for (var i = 0; i < positions.Length; i++)
        {
            wanted[i] = kept[units[positions[i]]];
        }

        var (first, last) = (Array.IndexOf(wanted, true) / block * block, Array.LastIndexOf(wanted, true));
        var length = BlockRounding.Up(last - first + 1, wanted.Length, block);
        var start = Math.Min(first, wanted.Length - length);
        return new(start, length, Fill(wanted, start, BlockRounding.Up(wanted.Count(flag => flag), wanted.Length, block)));
    }

    /// <summary>Physical positions that are read, ascending.</summary>
    /// <param name="realisation">How.</param>
    /// <param name="extent">Channels of the pruned tensor.</param>
    public ImmutableArray<int> Physical(Realisation realisation, int extent) => realisation switch
    {
        Realisation.Slice or Realisation.Split => [.. Enumerable.Range(Start, Length)],
        Realisation.Gather => [.. Kept],
        _ => [.. Enumerable.Range(0, extent)],
    };

    /// <summary>Original positions that the consumer's weights meet, in the order in which they meet them.</summary>
    public int[] Positions(Realisation realisation, ReadOnlySpan<int> tensor)
    {
        var physical = Physical(realisation, tensor.Length);
        var result = new int[physical.Length];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = tensor[physical[i]];
        }

        return result;
    }

    /// <summary>Adds the next free positions from a start on, then from the front, until there are enough.</summary>
    private static int[] Fill(bool[] wanted, int start, int count)
    {
        var missing = count - wanted.Count(flag => flag);
        for (var i = 0; i < wanted.Length && missing > 0; i++)
        {
            ref var flag = ref wanted[(start + i) % wanted.Length];
            missing -= flag ? 0 : 1;
            flag = true;
        }

        return [.. Enumerable.Range(0, wanted.Length).Where(i => wanted[i])];
    }
}
