namespace Upscale.Pruning.Channels;

/// <summary>The slot behind each unit of a list.</summary>
internal static class UnitRoots
{
    /// <returns>[UnitCount]; the root of the unit's slot.</returns>
    public static int[] Of(SlotList list, ChannelAnalysis analysis)
    {
        var roots = new int[list.UnitCount];
        for (var position = 0; position < list.Count; position++)
        {
            roots[list.Units[position]] = analysis.Root(list.Slots[position]);
        }

        return roots;
    }
}
