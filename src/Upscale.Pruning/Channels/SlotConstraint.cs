using System.Collections.Immutable;

namespace Upscale.Pruning.Channels;

/// <summary>What the surviving slots of a list must satisfy so that the pruned operator exists.</summary>
internal abstract record SlotConstraint(SlotList List);

/// <summary>At least one channel of a producer survives.</summary>
internal sealed record NonEmpty(SlotList List) : SlotConstraint(List);

/// <summary>Every group of a grouped convolution keeps the same number of channels.</summary>
internal sealed record EqualGroups(SlotList List, int Groups) : SlotConstraint(List)
{
    public int GroupSize => List.Count / Groups;
}

/// <summary>The list lies side by side like a tensor of its own: nothing is moved across its ends.</summary>
internal sealed record Undivided(SlotList List) : SlotConstraint(List);

/// <summary>Channels spread over several axes survive as whole rows and columns.</summary>
internal sealed record ProductSet(SlotList List, ImmutableArray<int> Extents) : SlotConstraint(List);
