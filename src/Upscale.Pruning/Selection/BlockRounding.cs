namespace Upscale.Pruning.Selection;

/// <summary>Widths that the runtime's blocked kernels like.</summary>
internal static class BlockRounding
{
    /// <summary>Rounds a kept count up to a multiple of the block; never beyond what there is, never below 1.</summary>
    public static int Up(int kept, int total, int block) =>
        Math.Clamp((int)Math.Min(Ceiling(kept, block), int.MaxValue), 1, total);

    /// <summary>
    /// Rounds the kept count of one group of a grouped convolution. Only groups that fill whole blocks have blocked kernels: where the
    /// group has too few channels for that, the count stays.
    /// </summary>
    /// <param name="kept">Before rounding.</param>
    /// <param name="groupSize">Channels of the group.</param>
    /// <param name="options">The block, and what happens where rounding would keep the whole group.</param>
    public static int UpInGroup(int kept, int groupSize, PruningOptions options)
    {
        var rounded = Ceiling(kept, options.Round);
        return Math.Clamp(rounded < groupSize || (rounded == groupSize && !options.SplitsBlocks) ? (int)rounded : kept, 1, groupSize);
    }

    /// <summary>How many of a number of channels a ratio leaves, before rounding.</summary>
    public static int Kept(int total, double ratio) => total - (int)Math.Floor(ratio * total);

    private static long Ceiling(int kept, int block) => ((long)kept + block - 1) / block * block;
}
