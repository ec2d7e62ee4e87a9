using System.Collections.Immutable;
using Upscale.Pruning.Channels;

namespace Upscale.Pruning.Selection;

/// <summary>Slots that are ranked against each other in constrained pruning: one segment, split where a grouped convolution needs equal counts.</summary>
internal sealed class SelectionCells
{
    private readonly int[] _cellOf;
    private readonly bool[] _isGroup;

    private SelectionCells(ImmutableArray<int[]> cells, int[] cellOf, bool[] isGroup)
    {
        Cells = cells;
        _cellOf = cellOf;
        _isGroup = isGroup;
    }

    /// <summary>Roots of each cell that some consumer reads and nothing pins, ascending; as often as one consumer reads them.</summary>
    public ImmutableArray<int[]> Cells { get; }

    /// <summary>Cell of a root; negative when it cannot be removed.</summary>
    public int CellOf(int root) => _cellOf[root];

    /// <summary>Whether a cell is a group of a grouped convolution.</summary>
    public bool IsGroup(int cell) => _isGroup[cell];

    public static SelectionCells Find(ChannelAnalysis analysis)
    {
        var segments = Segments.Find(analysis);
        var signatures = new (int Segment, ulong Groups)[analysis.SlotCount];
        for (var root = 0; root < signatures.Length; root++)
        {
            signatures[root].Segment = segments.SegmentOf(root);
        }

        foreach (var groups in analysis.Constraints.OfType<EqualGroups>())
        {
            for (var position = 0; position < groups.List.Count; position++)
            {
                ref var signature = ref signatures[analysis.Root(groups.List.Slots[position])];
                signature.Groups = (signature.Groups * 1_000_003) + (ulong)(position / groups.GroupSize) + 1;
            }
        }

        var cells = Readable(analysis).GroupBy(root => signatures[root]).Select(cell => cell.ToArray()).ToImmutableArray();
        var cellOf = new int[analysis.SlotCount];
        Array.Fill(cellOf, -1);
        for (var cell = 0; cell < cells.Length; cell++)
        {
            foreach (var root in cells[cell])
            {
                cellOf[root] = cell;
            }
        }

        return new(cells, cellOf, [.. cells.Select(cell => signatures[cell[0]].Groups != 0)]);
    }

    private static IEnumerable<int> Readable(ChannelAnalysis analysis)
    {
        var most = new int[analysis.SlotCount];
        foreach (var consumer in analysis.Consumers)
        {
            foreach (var (root, count) in UnitRoots.Of(consumer.Channels, analysis).CountBy(root => root))
            {
                most[root] = Math.Max(most[root], count);
            }
        }

        return Enumerable.Range(0, analysis.SlotCount)
            .Where(root => !analysis.IsPinned(root)).SelectMany(root => Enumerable.Repeat(root, most[root]));
    }
}
