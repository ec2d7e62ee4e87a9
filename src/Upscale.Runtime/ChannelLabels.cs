using System.Collections.Immutable;

namespace Upscale.Runtime;

/// <summary>A name for each channel of an output.</summary>
/// <param name="Axis">The channel axis; negative once an entry along it was taken out.</param>
/// <param name="Names">By logical channel.</param>
internal sealed record ChannelLabels(int Axis, ImmutableArray<string> Names)
{
    /// <summary>The name of the channel that a row-major place lies in; null when it lies in none.</summary>
    public string? Of(int index, ReadOnlySpan<long> shape)
    {
        if (Axis < 0)
        {
            return null;
        }

        long inner = 1;
        foreach (long size in shape[(Axis + 1)..])
        {
            inner *= size;
        }

        return Names[(int)(index / inner % Names.Length)];
    }
}
