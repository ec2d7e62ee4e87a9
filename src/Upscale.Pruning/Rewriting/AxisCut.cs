namespace Upscale.Pruning.Rewriting;

/// <summary>What happens to one axis of a constant.</summary>
/// <param name="Axis">The axis.</param>
/// <param name="Positions">Original positions that survive, in their new order.</param>
/// <param name="Zeros">Per new position: whether everything on it becomes zero; null where nothing does.</param>
/// <param name="Groups">More than 1: positions count the channels of all groups, the axis those of one; axis 0 decides which.</param>
/// <param name="Zero">The element that stands for zero; empty when that is all bits zero.</param>
internal sealed record AxisCut(int Axis, int[] Positions, bool[]? Zeros = null, int Groups = 1, ReadOnlyMemory<byte> Zero = default)
{
    /// <summary>Whether the axis stays as it is.</summary>
    public bool IsIdentity(long extent) =>
        Positions.Length == extent * Groups && Zeros is null && Positions.AsSpan().SequenceEqual(Enumerable.Range(0, Positions.Length).ToArray());

    /// <summary>The same text for the same cut.</summary>
    public string Describe() =>
        $"{Axis}/{Groups}:{string.Join(',', Positions)}:{(Zeros is null ? "" : string.Concat(Zeros.Select(zero => zero ? '0' : '1')))}";
}
