using Upscale.Onnx;

namespace Upscale.Pruning.Channels;

/// <summary>Channels that must all survive, with the reason.</summary>
/// <param name="Value">The tensor whose channels are held.</param>
/// <param name="Node">The node that holds them; null for a graph output.</param>
/// <param name="Reason">Why, for the report.</param>
/// <param name="Channels">The channels.</param>
/// <param name="KeepsOrder">Whether their order must survive too.</param>
internal sealed record Pin(Value Value, Node? Node, string Reason, SlotList Channels, bool KeepsOrder);
