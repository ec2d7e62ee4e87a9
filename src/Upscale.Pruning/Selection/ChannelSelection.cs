using System.Collections.Immutable;
using Upscale.Pruning.Channels;

namespace Upscale.Pruning.Selection;

/// <summary>What is to be kept.</summary>
/// <param name="Kept">By every consumer.</param>
/// <param name="Priority">Per root; of slots that must come back, those with the largest value come first.</param>
internal sealed record ChannelSelection(KeptSets Kept, float[] Priority)
{
    /// <summary>Channels that a producer lacks while others of its stream make them: positions, by index in <see cref="ChannelAnalysis.Producers"/>.</summary>
    public ImmutableDictionary<int, ImmutableArray<int>> Absent { get; init; } = ImmutableDictionary<int, ImmutableArray<int>>.Empty;

    /// <summary>Per root: slots that survive whoever reads them; empty where there are none.</summary>
    public bool[] Needed { get; init; } = [];

    /// <summary>Producers that would have lost channels, but whose channels cannot be made zero.</summary>
    public ImmutableArray<Producer> Held { get; init; } = [];
}
