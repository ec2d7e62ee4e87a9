using Upscale.Onnx;
using Upscale.Pruning.Channels;
using Upscale.Pruning.Operators;

namespace Upscale.Pruning.Layout;

/// <summary>What lies above a consumer for it alone: a copy is moved in front of it all.</summary>
/// <param name="Top">Where the copy is made.</param>
/// <param name="Axis">Where its channels lie.</param>
/// <param name="Nodes">Nodes between it and the consumer.</param>
internal sealed record PrivateChain(Value Top, int Axis, int Nodes)
{
    public static PrivateChain Above(Consumer consumer, AnalysedGraph graph)
    {
        var (top, axis, nodes) = (consumer.Activation, consumer.ChannelAxis, 0);
        while (CarriedAxis.IsPrivate(top) && CarriedAxis.Of(new OperatorContext(top.Producer!, graph.Shapes), axis) is { Main: { } main })
        {
            (top, axis, nodes) = (top.Producer!.Input(main.Input)!, main.Axis, nodes + 1);
        }

        return new(top, axis, nodes);
    }

    /// <summary>Whether the copy is made of tensors that are joined only for it.</summary>
    public bool StartsAtConcat => CarriedAxis.IsPrivate(Top) && Top.Producer!.OpType == "Concat";
}
