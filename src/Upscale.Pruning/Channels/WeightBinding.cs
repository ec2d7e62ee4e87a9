using Upscale.Onnx;

namespace Upscale.Pruning.Channels;

/// <summary>An axis of a constant that is cut and permuted with channels.</summary>
/// <param name="Node">The node that reads the constant.</param>
/// <param name="InputIndex">Which of its inputs.</param>
/// <param name="Axis">Axis of the constant.</param>
/// <param name="Channels">The channels on it.</param>
/// <param name="ChannelAxis">Which of the channels' own axes lies on it.</param>
/// <param name="Groups">More than 1: the axis counts the channels of one group, axis 0 decides which.</param>
/// <param name="Consumer">Set where the axis is contracted, so that removed channels meet zeros.</param>
internal sealed record WeightBinding(
    Node Node, int InputIndex, int Axis, ChannelSlots Channels, int ChannelAxis = 0, int Groups = 1, Consumer? Consumer = null);
