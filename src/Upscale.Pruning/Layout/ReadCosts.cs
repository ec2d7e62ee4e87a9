using Upscale.Onnx;
using Upscale.Pruning.Channels;
using Upscale.Pruning.Costs;

namespace Upscale.Pruning.Layout;

/// <summary>What it costs that a consumer reads a number of channels. Seconds.</summary>
/// <param name="graph">The analysed model.</param>
/// <param name="layout">Says how many channels layers make.</param>
/// <param name="costs">The runtime.</param>
internal sealed class ReadCosts(AnalysedGraph graph, PhysicalLayout layout, CostModel costs)
{
    private const int RankOfImages = 4;
    private const long MostBytes = 1L << 40;
    private readonly Dictionary<Consumer, PrivateChain> _chains = [];

    /// <summary>The layer itself, and what only it needs.</summary>
    public double Compute(Consumer consumer, int channels)
    {
        var chain = ChainOf(consumer).Nodes * costs.Elementwise(BytesPerChannel(consumer) * channels);
        var outputs = graph.Channels.ChannelsOf(consumer.Node.Outputs[0]!)?.List;
        var made = outputs?.Count ?? checked((int)Math.Min(int.MaxValue, consumer.Weights.Count / Math.Max(1, consumer.Weights.Dims[consumer.WeightAxis])));
        return chain + costs.Compute(LayerShapes.Of(
            consumer.Node, graph.Shapes, graph.Macs(consumer.Node), (consumer.Channels.Count, made),
            (channels, outputs is null ? made : layout.PositionsOf(outputs).Length)));
    }

    /// <summary>A layer that makes some of its channels, whatever it reads.</summary>
    public double Make(Producer producer, int channels)
    {
        var (node, made) = (producer.Node, producer.Channels.Count);
        var list = node.Inputs[0] is { } input ? graph.Channels.ChannelsOf(input)?.List : null;
        var (before, now) = list is null ? (1, 1) : (list.Count, layout.PositionsOf(list).Length);
        return costs.Compute(LayerShapes.Of(node, graph.Shapes, graph.Macs(node), (before, made), (now, channels)));
    }

    /// <summary>A copy of some channels that this consumer reads instead, without what <see cref="Leaving"/> costs.</summary>
    /// <param name="consumer">Who reads.</param>
    /// <param name="channels">How many it reads.</param>
    /// <param name="isRange">Whether they lie side by side.</param>
    public double Copy(Consumer consumer, int channels, bool isRange)
    {
        var bytes = BytesPerChannel(consumer) * channels;
        return costs.Copy(bytes) + CostModel.Pieces((double)RowsOf(ChainOf(consumer)) * (isRange ? 1 : channels)) + (IsBlocked(consumer) ? costs.Reorder(bytes) : 0);
    }

    /// <summary>What the first copy out of a tensor costs besides: the tensor leaves the layout that convolutions compute in.</summary>
    public double Leaving(Consumer consumer, int channels) =>
        IsBlocked(consumer) && !ChainOf(consumer).StartsAtConcat ? costs.Reorder(BytesPerChannel(consumer) * channels) : 0;

    private PrivateChain ChainOf(Consumer consumer) =>
        _chains.TryGetValue(consumer, out var chain) ? chain : _chains[consumer] = PrivateChain.Above(consumer, graph);

    /// <summary>The runtime keeps float images in a blocked layout between two-dimensional convolutions.</summary>
    private bool IsBlocked(Consumer consumer) =>
        consumer is { ChannelAxis: 1, Node.OpType: "Conv" or "FusedConv", Weights.ElementType: ElementType.Float }
        && graph.Shapes.ShapeOf(consumer.Activation)?.Rank == RankOfImages;

    /// <summary>How often the channels of a tensor follow one another in memory, for batch size 1.</summary>
    private long RowsOf(PrivateChain chain) =>
        Product(1, graph.Shapes.ShapeOf(chain.Top)?.Take(chain.Axis).Where(dim => dim.IsKnown) ?? []);

    private long BytesPerChannel(Consumer consumer)
    {
        var shape = graph.Shapes.ShapeOf(consumer.Activation);
        var rest = shape?.Where((dim, axis) => axis != consumer.ChannelAxis && dim.IsKnown);
        return Product(sizeof(float), rest ?? []);
    }

    private static long Product(int first, IEnumerable<Dim> dims) => (long)dims.Aggregate((Int128)first, (product, dim) => Int128.Min(product * dim.Size, MostBytes));
}
