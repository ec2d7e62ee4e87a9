using Upscale.Onnx.Protobuf;

namespace Upscale.Onnx;

/// <summary>The names that messages read: a node's inputs and whatever its sub-graphs mention.</summary>
internal static class NamesRead
{
    /// <summary>May contain names that a sub-graph defines itself.</summary>
    public static IEnumerable<string> By(NodeProto node) => node.Input.Concat(AttributeKind.Graphs(node).SelectMany(By));

    public static IEnumerable<string> By(GraphProto graph) =>
        graph.Node.SelectMany(By).Concat(graph.Output.Select(output => output.Name));
}
