using System.Collections.Immutable;
using Upscale.Pruning.Layout;

namespace Upscale.Pruning.Plans;

/// <summary>What one consumer keeps of its input and how it gets it.</summary>
/// <param name="Node">Name of the node's first output.</param>
/// <param name="Input">Index of the input that brings the channels.</param>
/// <param name="Channels">Number of input channels in the original model.</param>
/// <param name="Kept">Channels whose weights survive, ascending; weights of all others count as zero.</param>
/// <param name="Realisation">How the consumer reads them.</param>
public sealed record ConsumerPlan(string Node, int Input, int Channels, ImmutableArray<int> Kept, Realisation Realisation);

/// <summary>Which channels a node still makes, and in which order.</summary>
/// <param name="Node">Name of the node's first output.</param>
/// <param name="Channels">Number of output channels in the original model.</param>
/// <param name="Order">Surviving original channels in their new order.</param>
public sealed record ProducerPlan(string Node, int Channels, ImmutableArray<int> Order)
{
    /// <summary>Channels that this node makes no longer while others of the same stream do, ascending: here they count as zero.</summary>
    public ImmutableArray<int> Absent { get; init; } = [];
}

/// <summary>Something that was not done, and why.</summary>
/// <param name="Code">UPS3001: channels are pinned; UPS3002: the criterion has no score for channels.</param>
/// <param name="Node">The node concerned.</param>
/// <param name="Reason">One sentence for a person.</param>
public sealed record Refusal(string Code, string Node, string Reason);
