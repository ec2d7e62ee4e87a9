namespace Upscale.Pruning.Ordering;

/// <summary>Leaves every channel where it is.</summary>
internal sealed class OriginalOrder : ChannelOrder
{
    public override string Name => "none";

    public override int[] Order(int channels, IReadOnlyList<int[]> kept, IReadOnlyList<double> savings) =>
        [.. Enumerable.Range(0, channels)];
}
