using System.Collections.Immutable;
using Upscale.Pruning.Channels;
using Upscale.Pruning.Importance;

namespace Upscale.Pruning.Selection;

/// <summary>One shared set per segment, by scores summed over its layers; groups of a grouped convolution lose the same number.</summary>
internal sealed class ConstrainedSelector(PruningOptions options) : Selector
{
    public override KeptSets Select(ChannelAnalysis analysis, ImmutableArray<ScoredChannels> layers)
    {
        var perSlot = ScoredChannels.PerSlot(layers, analysis);
        var cells = SelectionCells.Find(analysis);
        var keep = Enumerable.Range(0, analysis.SlotCount).Select(root => cells.CellOf(root) < 0).ToArray();
        if (options.Scope == PruningScope.Local)
        {
            for (var cell = 0; cell < cells.Cells.Length; cell++)
            {
                Keep(cells, cell, perSlot, keep, Kept([.. cells.Cells[cell].Select(root => perSlot[root])], options.Ratio));
            }
        }
        else
        {
            SelectGlobally(cells, perSlot, keep);
        }

        return new([.. layers.Select(layer => Read(layer, analysis, keep))]);
    }

    private void SelectGlobally(SelectionCells cells, float[] perSlot, bool[] keep)
    {
        var candidates = cells.Cells.SelectMany(cell => cell).Where(root => !ImportanceScores.IsHeld(perSlot[root]))
            .OrderBy(root => perSlot[root]).ThenBy(root => root).ToArray();
        var remaining = cells.Cells.Select(cell => cell.Length).ToArray();
        foreach (var root in candidates.AsSpan(0, (int)Math.Floor(options.Ratio * candidates.Length)))
        {
            remaining[cells.CellOf(root)]--;
        }

        for (var cell = 0; cell < remaining.Length; cell++)
        {
            Keep(cells, cell, perSlot, keep, remaining[cell]);
        }
    }

    private void Keep(SelectionCells cells, int cell, float[] perSlot, bool[] keep, int count)
    {
        var roots = cells.Cells[cell];
        var flags = new bool[roots.Length];
        var rounded = cells.IsGroup(cell) ? BlockRounding.UpInGroup(count, roots.Length, options) : BlockRounding.Up(count, roots.Length, options.Round);
        KeepBest([.. roots.Select(root => perSlot[root])], roots, flags, rounded);
        for (var i = 0; i < roots.Length; i++)
        {
            keep[roots[i]] = flags[i];
        }
    }

    private static ImmutableArray<bool> Read(ScoredChannels layer, ChannelAnalysis analysis, bool[] keep)
    {
        var flags = UnitRoots.Of(layer.Channels, analysis).Select(root => keep[root]).ToArray();
        flags[0] |= !flags.Contains(true);
        return [.. flags];
    }
}
