using System.Collections.Immutable;

namespace Upscale.Pruning.Costs;

/// <summary>Measured times of a node that passes over memory, by the bytes that it writes.</summary>
/// <param name="Bytes">Ascending, at least one.</param>
/// <param name="Seconds">As many.</param>
public sealed record MemoryTimes(ImmutableArray<int> Bytes, ImmutableArray<double> Seconds)
{
    /// <summary>Time for any number of bytes.</summary>
    public double At(long bytes) => PiecewiseLine.At(Bytes, index => Seconds[index], bytes);
}
