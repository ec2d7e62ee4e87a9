using Upscale.Onnx;

namespace Upscale.Pruning.Channels;

/// <summary>A node whose constant weights are contracted with incoming channels.</summary>
/// <param name="Node">Conv, ConvTranspose, Gemm, MatMul …</param>
/// <param name="ActivationInput">Input that brings the channels.</param>
/// <param name="ChannelAxis">Axis of the activation that the channels lie on.</param>
/// <param name="WeightInput">Input that holds the weights.</param>
/// <param name="WeightAxis">Axis of the weights that the channels meet.</param>
/// <param name="Groups">More than 1: the weight axis counts the channels of one group.</param>
/// <param name="Channels">Slots of the activation.</param>
/// <param name="Site">Where the weights are stored.</param>
internal sealed record Consumer(
    Node Node, int ActivationInput, int ChannelAxis, int WeightInput, int WeightAxis, int Groups, SlotList Channels, WeightSite Site)
{
    /// <summary>Identifies the consumer in plans: the name of the node's first output, which is unique in a graph.</summary>
    public string Id => Node.Outputs.First(output => output is not null)!.Name;

    /// <summary>Groups that the channels fall into, whether the weight axis counts those of one group or of all.</summary>
    public int ChannelGroups { get; init; } = 1;

    /// <summary>Weights as the product sees them.</summary>
    public Tensor Weights => Site.Values;

    public Value Activation => Node.Input(ActivationInput)!;
}
