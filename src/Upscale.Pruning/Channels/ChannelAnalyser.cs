using Upscale.Onnx;
using Upscale.Pruning.Operators;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Channels;

/// <summary>Lets channels flow through every node of a graph, in order. Linear in nodes and channels.</summary>
internal static class ChannelAnalyser
{
    /// <param name="graph">The main graph; values that its sub-graphs capture are pinned.</param>
    /// <param name="shapes">From <see cref="ShapeInference"/>.</param>
    /// <param name="preserveOutputOrder">Whether graph outputs keep the order of their channels.</param>
    public static ChannelAnalysis Run(Graph graph, ShapeTable shapes, bool preserveOutputOrder)
    {
        var builder = new AnalysisBuilder();
        foreach (var node in graph.Nodes)
        {
            Visit(new ChannelFlow(new OperatorContext(node, shapes), builder), builder, shapes);
        }

        foreach (var output in graph.Outputs)
        {
            if (builder.ChannelsOf(output) is { } channels)
            {
                builder.Pin(new(output, null, "graph output", channels.List, preserveOutputOrder || channels.SingleAxis is null));
            }

            PinOrigins(builder, shapes, output, null, $"graph output '{output.Name}' counts its channels");
        }

        return builder.Build();
    }

    private static void Visit(ChannelFlow flow, AnalysisBuilder builder, ShapeTable shapes)
    {
        var node = flow.Node;
        var op = OperatorCatalog.Find(node);
        if (op is null || node.Subgraphs.Count > 0)
        {
            flow.PinAll(op is null ? $"{node.OpType} is not a known operator" : $"{node.OpType} has sub-graphs");
        }
        else
        {
            op.Propagate(flow);
        }

        foreach (var captured in node.Captured)
        {
            PinValue(builder, captured, node, $"captured by a sub-graph of {node.OpType}");
            PinOrigins(builder, shapes, captured, node, $"a sub-graph of {node.OpType} computes with its number of channels");
        }

        if (!MakesSizes(node, shapes) && !FollowsCounts(op, flow, builder))
        {
            foreach (var input in node.Inputs)
            {
                PinOrigins(builder, shapes, input, node, $"{node.OpType} computes with its number of channels");
            }
        }
    }

    private static bool FollowsCounts(Operator? op, ChannelFlow flow, AnalysisBuilder builder) =>
        op?.FollowsCounts(flow.Context) == true && flow.Node.Outputs is [{ } output, ..] && builder.ChannelsOf(output) is not null;

    private static bool MakesSizes(Node node, ShapeTable shapes) =>
        node.Outputs.All(output => output is null || shapes.SizesOf(output) is not null);

    private static void PinOrigins(AnalysisBuilder builder, ShapeTable shapes, Value? sizes, Node? node, string reason)
    {
        if (sizes is null || shapes.SizesOf(sizes) is not { } vector)
        {
            return;
        }

        foreach (var origin in vector.Terms.SelectMany(term => term.Origins))
        {
            if (builder.ChannelsOf(origin.Value)?.Axes.Contains(origin.Axis) == true)
            {
                PinValue(builder, origin.Value, node, reason);
            }
        }
    }

    private static void PinValue(AnalysisBuilder builder, Value value, Node? node, string reason)
    {
        if (builder.ChannelsOf(value) is { } channels)
        {
            builder.Pin(new(value, node, reason, channels.List, KeepsOrder: true));
        }
    }
}
