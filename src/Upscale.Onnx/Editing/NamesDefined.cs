using Upscale.Onnx.Protobuf;

namespace Upscale.Onnx;

/// <summary>The value names that graph messages define.</summary>
internal static class NamesDefined
{
    /// <summary>Names of a graph and all its sub-graphs.</summary>
    public static HashSet<string> In(GraphProto graph)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        Add(graph, names);
        return names;
    }

    /// <summary>Names that exist before any node runs: inputs and initializers.</summary>
    public static HashSet<string> Before(GraphProto graph) => new(
        graph.Input.Select(input => input.Name)
            .Concat(graph.Initializer.Select(tensor => tensor.Name))
            .Concat(graph.SparseInitializer.Select(sparse => sparse.Values?.Name ?? "")),
        StringComparer.Ordinal);

    private static void Add(GraphProto graph, HashSet<string> names)
    {
        names.UnionWith(Before(graph));
        foreach (var node in graph.Node)
        {
            names.UnionWith(node.Output);
            foreach (var subgraph in AttributeKind.Graphs(node))
            {
                Add(subgraph, names);
            }
        }
    }
}
