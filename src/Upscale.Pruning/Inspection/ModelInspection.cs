using System.Collections.Immutable;

namespace Upscale.Pruning.Inspection;

/// <summary>A node whose input channels can be chosen.</summary>
/// <param name="Node">The node, as messages name it.</param>
/// <param name="Segment">Number of its segment; of the first one where its input joins several.</param>
/// <param name="Channels">Input channels.</param>
/// <param name="PinnedChannels">Of these, how many survive in any case.</param>
/// <param name="Macs">Multiply-adds of the node.</param>
public sealed record ConsumerInspection(string Node, int Segment, int Channels, int PinnedChannels, long Macs);

/// <summary>A closed set of producers, carriers and consumers that share channels.</summary>
/// <param name="Number">Counts from 0 in graph order.</param>
/// <param name="Channels">Distinct channels.</param>
/// <param name="Producers">Nodes that make them.</param>
/// <param name="Consumers">Nodes that contract them.</param>
/// <param name="PinnedChannels">How many survive in any case.</param>
public sealed record SegmentInspection(
    int Number, int Channels, ImmutableArray<string> Producers, ImmutableArray<string> Consumers, int PinnedChannels);

/// <summary>Channels that are held, and why.</summary>
/// <param name="Value">The tensor.</param>
/// <param name="Node">The node that holds them; null for a graph output.</param>
/// <param name="Channels">How many.</param>
/// <param name="Reason">Why.</param>
public sealed record PinInspection(string Value, string? Node, int Channels, string Reason);

/// <summary>What of a model can be pruned, and what not, with the reason.</summary>
/// <param name="Figures">Size of the model.</param>
/// <param name="PrunableMacs">Multiply-adds of consumers with a channel that can be removed.</param>
/// <param name="Segments">Segments, in graph order.</param>
/// <param name="Consumers">Consumers, in graph order.</param>
/// <param name="Pins">Pins, in graph order.</param>
public sealed record ModelInspection(
    ModelFigures Figures,
    long PrunableMacs,
    ImmutableArray<SegmentInspection> Segments,
    ImmutableArray<ConsumerInspection> Consumers,
    ImmutableArray<PinInspection> Pins);
