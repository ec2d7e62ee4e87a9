namespace Upscale.Pruning.Selection;

/// <summary>Widths that the runtime's blocked kernels like.</summary>
internal static class BlockRounding
{
    /// <summary>Rounds a kept count up to a multiple of the block; never beyond what there is, never below 1.</summary>
    public static int Up(int kept, int total, int block) =>
        Math.Clamp((int)Math.Min(((long)kept + block - 1) / block * block, int.MaxValue), 1, total);

    /// <summary>How many of a number of channels a ratio leaves, before rounding.</summary>
    public static int Kept(int total, double ratio) => total - (int)Math.Floor(ratio * total);
}
