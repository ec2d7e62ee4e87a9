using System.Collections.Immutable;

namespace Upscale.Pruning.Costs;

/// <summary>What was measured on one machine.</summary>
public sealed record CostTable
{
    /// <summary>Where.</summary>
    public required MachineKey Machine { get; init; }

    /// <summary>Channels in a block of the runtime's layout for convolutions.</summary>
    public required int Block { get; init; }

    /// <summary>Slice, Gather, Concat.</summary>
    public required MemoryTimes Copy { get; init; }

    /// <summary>A change between the plain and the blocked layout, one way.</summary>
    public required MemoryTimes Reorder { get; init; }

    /// <summary>Arithmetic, element by element.</summary>
    public required MemoryTimes Elementwise { get; init; }

    /// <summary>Exponential functions, element by element.</summary>
    public required MemoryTimes Transcendental { get; init; }

    /// <summary>By <see cref="LayerTimes.Kind"/>.</summary>
    public ImmutableSortedDictionary<string, LayerTimes> Layers { get; init; } = ImmutableSortedDictionary.Create<string, LayerTimes>(StringComparer.Ordinal);

    /// <summary>The same table with more layers; a kind that is there already is replaced.</summary>
    public CostTable With(IEnumerable<LayerTimes> layers) =>
        this with { Layers = Layers.SetItems(layers.Select(times => KeyValuePair.Create(times.Kind, times))) };
}
