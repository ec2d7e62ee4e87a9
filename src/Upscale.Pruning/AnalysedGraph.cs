using Upscale.Onnx;
using Upscale.Pruning.Channels;
using Upscale.Pruning.Operators;
using Upscale.Pruning.Ordering;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning;

/// <summary>A model, folded, with everything that the later stages read: shapes, channels, blocks of permutable slots.</summary>
internal sealed record AnalysedGraph(Model Model, ShapeTable Shapes, ChannelAnalysis Channels, OrderBlocks Blocks)
{
    private readonly Lazy<ILookup<SlotList, WeightBinding>> _bindings = new(() => Channels.Bindings.ToLookup(binding => binding.Channels.List));

    public static AnalysedGraph Read(Model model, bool preserveOutputOrder)
    {
        var (folded, shapes) = ConstantFolding.Run(model);
        Quantisation.Reveal(folded.Graph, shapes);
        var channels = ChannelAnalyser.Run(folded.Graph, shapes, preserveOutputOrder);
        return new(folded, shapes, channels, OrderBlocks.Find(channels));
    }

    /// <summary>Axes of constants by the channels that lie on them.</summary>
    public ILookup<SlotList, WeightBinding> Bindings => _bindings.Value;

    /// <summary>Multiply-adds of one run of a node with batch size 1; 0 where they are not known.</summary>
    public long Macs(Node node) => OperatorContext.Macs(node, Shapes);
}
