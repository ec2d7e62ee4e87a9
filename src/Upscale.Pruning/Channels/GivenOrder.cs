using System.Collections.Immutable;
using Upscale.Onnx;

namespace Upscale.Pruning.Channels;

/// <summary>Channels of a graph input that a Gather puts in another order: what follows may take them as the input has them.</summary>
/// <param name="Node">The Gather.</param>
/// <param name="Channels">What it makes.</param>
/// <param name="Places">For each channel that it makes: where the input has it.</param>
internal sealed record GivenOrder(Node Node, SlotList Channels, ImmutableArray<int> Places);
