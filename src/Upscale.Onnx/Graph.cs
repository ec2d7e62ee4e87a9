using Upscale.Onnx.Protobuf;

namespace Upscale.Onnx;

/// <summary>Nodes in topological order and the values between them. Read-only.</summary>
public sealed class Graph
{
    internal Graph(GraphProto proto, Graph? parent, string? path, IReadOnlyDictionary<string, long> opsets)
    {
        Proto = proto;
        Parent = parent;
        Path = path;
        Opsets = opsets;
    }

    public string Name => Proto.Name;

    /// <summary>The enclosing graph of a sub-graph; null for a model's main graph.</summary>
    public Graph? Parent { get; }

    /// <summary>In file order, which is checked to be topological.</summary>
    public IReadOnlyList<Node> Nodes { get; internal set; } = [];

    /// <summary>The inputs that have no initializer.</summary>
    public IReadOnlyList<Value> Inputs { get; internal set; } = [];

    public IReadOnlyList<Value> Outputs { get; internal set; } = [];

    /// <summary>Dense and sparse initializers, in file order.</summary>
    public IReadOnlyList<Value> Initializers { get; internal set; } = [];

    /// <summary>Every value that this graph itself defines.</summary>
    public IReadOnlyCollection<Value> Values => Table.Values;

    internal GraphProto Proto { get; }

    internal string? Path { get; }

    internal IReadOnlyDictionary<string, long> Opsets { get; }

    internal Dictionary<string, Value> Table { get; } = new(StringComparer.Ordinal);

    /// <summary>The value of that name defined in this graph, enclosing graphs not included; null when there is none.</summary>
    public Value? Find(string name) => Table.GetValueOrDefault(name);

    public override string ToString() => $"{Name}: {Nodes.Count} nodes";
}
