using Upscale.Onnx;
using Upscale.Pruning.Operators;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Channels;

/// <summary>Lets channels flow through every node of a graph, in order. Linear in nodes and channels.</summary>
internal sealed class ChannelAnalyser
{
    private readonly ShapeTable _shapes;
    private readonly AnalysisBuilder _builder = new();
    private readonly HashSet<SizeOrigins> _held = [];

    private ChannelAnalyser(ShapeTable shapes) => _shapes = shapes;

    /// <param name="graph">The main graph; values that its sub-graphs capture are pinned.</param>
    /// <param name="shapes">From <see cref="ShapeInference"/>.</param>
    /// <param name="preserveOutputOrder">Whether graph outputs keep the order of their channels.</param>
    public static ChannelAnalysis Run(Graph graph, ShapeTable shapes, bool preserveOutputOrder)
    {
        var analyser = new ChannelAnalyser(shapes);
        foreach (var node in graph.Nodes)
        {
            analyser.Visit(new ChannelFlow(new OperatorContext(node, shapes), analyser._builder));
        }

        foreach (var output in graph.Outputs)
        {
            analyser.VisitOutput(output, preserveOutputOrder);
        }

        return analyser._builder.Build();
    }

    private void Visit(ChannelFlow flow)
    {
        var node = flow.Node;
        var op = OperatorCatalog.Find(node);
        if (op is null || node.Subgraphs.Count > 0)
        {
            flow.PinAll(op is null ? $"{node.OpType} is not a known operator" : $"{node.OpType} has sub-graphs");
        }
        else if (!op.FollowsRepeats && node.Inputs.Any(input => input is not null && _builder.ChannelsOf(input)?.Repeated >= 0))
        {
            flow.PinAll($"{node.OpType} reads channels that a batch of unknown size repeats");
        }
        else
        {
            op.Propagate(flow);
        }

        foreach (var captured in node.Captured)
        {
            PinValue(captured, node, $"captured by a sub-graph of {node.OpType}");
            PinOrigins(captured, node, $"a sub-graph of {node.OpType} computes with its number of channels");
        }

        if (!MakesSizes(node) && !FollowsCounts(op, flow))
        {
            foreach (var input in node.Inputs)
            {
                PinOrigins(input, node, $"{node.OpType} computes with its number of channels");
            }
        }
    }

    private void VisitOutput(Value output, bool preserveOutputOrder)
    {
        if (_builder.ChannelsOf(output) is { } channels)
        {
            _builder.Pin(new(output, null, "graph output", channels.List, preserveOutputOrder || channels.SingleAxis is null || channels.Repeated >= 0));
        }

        PinOrigins(output, null, $"graph output '{output.Name}' counts its channels");
    }

    private bool FollowsCounts(Operator? op, ChannelFlow flow) =>
        op?.FollowsCounts(flow.Context) == true && flow.Node.Outputs is [{ } output, ..] && _builder.ChannelsOf(output) is not null;

    private bool MakesSizes(Node node) => node.Outputs.All(output => output is null || _shapes.SizesOf(output) is not null);

    /// <summary>Holds the channels that sizes count, unless an earlier node has held them for that.</summary>
    private void PinOrigins(Value? sizes, Node? node, string reason)
    {
        if (sizes is null || _shapes.SizesOf(sizes) is not { } vector)
        {
            return;
        }

        foreach (var origin in vector.Terms.SelectMany(term => term.Origins.Unvisited(_held)))
        {
            if (_builder.ChannelsOf(origin.Value)?.Axes.Contains(origin.Axis) == true)
            {
                PinValue(origin.Value, node, reason);
            }
        }
    }

    private void PinValue(Value value, Node? node, string reason)
    {
        if (_builder.ChannelsOf(value) is { } channels)
        {
            _builder.Pin(new(value, node, reason, channels.List, KeepsOrder: true));
        }
    }
}
