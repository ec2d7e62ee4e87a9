namespace Upscale.Onnx;

/// <summary>The recorded edits of a graph.</summary>
internal sealed class GraphEdits
{
    private readonly Dictionary<int, NodeEdits> _nodes = [];

    public List<Tensor> Initializers { get; } = [];

    /// <summary>Values that become outputs.</summary>
    public List<Value> Outputs { get; } = [];

    /// <summary>Old to new name, for readers only.</summary>
    public Dictionary<string, string> Replacements { get; } = new(StringComparer.Ordinal);

    /// <summary>New declarations by value name; no shape means forget it.</summary>
    public Dictionary<string, (ElementType Type, Shape? Shape)> Shapes { get; } = new(StringComparer.Ordinal);

    public NodeEdits? Find(int node) => _nodes.GetValueOrDefault(node);

    public NodeEdits Of(int node)
    {
        if (!_nodes.TryGetValue(node, out var edits))
        {
            _nodes[node] = edits = new NodeEdits();
        }

        return edits;
    }
}
