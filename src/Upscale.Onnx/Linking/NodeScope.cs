namespace Upscale.Onnx;

/// <summary>What a sub-graph of <paramref name="node"/> sees of the enclosing graphs, and the record of what it reads there.</summary>
internal sealed class NodeScope(Node node, NodeScope? outer)
{
    private List<Value>? _captured;
    private HashSet<Value>? _seen;

    public Node Node => node;

    public NodeScope? Outer => outer;

    public IReadOnlyList<Value> Captured => _captured ?? (IReadOnlyList<Value>)[];

    /// <summary>The value of that name defined before the node; null when there is none.</summary>
    public Value? Capture(string name)
    {
        var value = node.Graph.Find(name) ?? outer?.Capture(name);
        if (value is not null && (_seen ??= []).Add(value))
        {
            value.IsCaptured = true;
            (_captured ??= []).Add(value);
        }

        return value;
    }
}
