using Upscale.Onnx;
using Upscale.Pruning.Channels;
using Upscale.Pruning.Ordering;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Layout;

/// <summary>Where every surviving channel of every tensor lies after pruning.</summary>
/// <remarks>All lists follow from one flag and one rank per slot, so operators that read and write the same slots always agree.</remarks>
internal sealed class PhysicalLayout
{
    private readonly ChannelAnalysis _analysis;
    private readonly OrderBlocks _blocks;
    private readonly bool[] _alive;
    private readonly int[] _ranks;
    private readonly Dictionary<SlotList, int[]> _positions = [];

    /// <param name="analysis">The graph's channels.</param>
    /// <param name="blocks">What may be permuted with what.</param>
    /// <param name="alive">Per root: whether it survives.</param>
    /// <param name="ranks">Per root: its place among the slots of its block.</param>
    public PhysicalLayout(ChannelAnalysis analysis, OrderBlocks blocks, bool[] alive, int[] ranks)
    {
        _analysis = analysis;
        _blocks = blocks;
        _alive = alive;
        _ranks = ranks;
    }

    /// <summary>Ranks that keep the original order.</summary>
    public static int[] OriginalRanks(ChannelAnalysis analysis, OrderBlocks blocks)
    {
        var ranks = new int[analysis.SlotCount];
        foreach (var block in blocks.Blocks)
        {
            for (var i = 0; i < block.Roots.Length; i++)
            {
                ranks[block.Roots[i]] = i;
            }
        }

        return ranks;
    }

    /// <summary>Original positions that survive, in their new order.</summary>
    public ReadOnlySpan<int> PositionsOf(SlotList list)
    {
        if (!_positions.TryGetValue(list, out var positions))
        {
            _positions[list] = positions = Arrange(list);
        }

        return positions;
    }

    /// <summary>Extent of each tracked axis after pruning.</summary>
    public int[] ExtentsOf(ChannelSlots channels) => channels.SingleAxis is not null
        ? [PositionsOf(channels.List).Length]
        : [.. Enumerable.Range(0, channels.Axes.Length).Select(axis => PositionsOn(channels, axis).Length)];

    /// <summary>Surviving coordinates of one of the channels' axes, in their new order.</summary>
    public ReadOnlySpan<int> PositionsOn(ChannelSlots channels, int channelAxis) => channels.SingleAxis is not null
        ? PositionsOf(channels.List)
        : ProductCoordinates.Alive(channels.List, channels.Extents, IsAlive).OnAxis(channelAxis);

    /// <summary>Shape of a value after pruning; null when it was not known before.</summary>
    public Shape? ShapeOf(Value value, ShapeTable shapes, ChannelAnalysis analysis)
    {
        var shape = shapes.ShapeOf(value);
        if (shape is null || analysis.ChannelsOf(value) is not { } channels)
        {
            return shape;
        }

        var extents = ExtentsOf(channels);
        for (var i = 0; i < extents.Length; i++)
        {
            shape = shape.With(channels.Axes[i], i == channels.Repeated ? Dim.Unknown : Dim.Known(extents[i]));
        }

        return shape;
    }

    private bool IsAlive(int slot) => _alive[_analysis.Root(slot)];

    private int[] Arrange(SlotList list)
    {
        var result = new List<int>(list.Count);
        var run = new List<int>();
        for (var position = 0; position < list.Count; position++)
        {
            if (position > 0 && StartsRun(list.Slots[position - 1], list.Slots[position]))
            {
                Flush(list, run, result);
            }

            if (IsAlive(list.Slots[position]))
            {
                run.Add(position);
            }
        }

        Flush(list, run, result);
        return [.. result];
    }

    private bool StartsRun(int previousSlot, int slot)
    {
        var (previous, root) = (_analysis.Root(previousSlot), _analysis.Root(slot));
        var block = _blocks.BlockOf(root);
        return block != _blocks.BlockOf(previous) || (root != previous && root == _blocks.Blocks[block].Roots[0]);
    }

    private void Flush(SlotList list, List<int> run, List<int> result)
    {
        result.AddRange(run.OrderBy(position => _ranks[_analysis.Root(list.Slots[position])]));
        run.Clear();
    }
}
