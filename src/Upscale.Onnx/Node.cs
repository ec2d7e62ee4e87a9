using Upscale.Onnx.Protobuf;

namespace Upscale.Onnx;

/// <summary>One operator call of a graph. Attributes are read by name and type.</summary>
public sealed class Node
{
    internal Node(Graph graph, NodeProto proto, int index)
    {
        Graph = graph;
        Proto = proto;
        Index = index;
        Domain = Domains.Normalise(proto.Domain);
        Opset = graph.Opsets.GetValueOrDefault(Domain);
    }

    public Graph Graph { get; }

    /// <summary>Position in <see cref="Graph.Nodes"/>.</summary>
    public int Index { get; }

    public string Name => Proto.Name;

    public string OpType => Proto.OpType;

    /// <summary>The operator set's domain; empty for ai.onnx.</summary>
    public string Domain { get; }

    /// <summary>The version of the operator set that the model imports for <see cref="Domain"/>; 0 when it imports none.</summary>
    public long Opset { get; }

    /// <summary>The node for messages: <c>Conv 'name'</c>, or <c>Conv -> output</c> when it has no name.</summary>
    public string Label => LabelOf(Proto);

    /// <summary>What it reads; null marks an omitted optional input.</summary>
    public IReadOnlyList<Value?> Inputs { get; internal set; } = [];

    /// <summary>What it computes; null marks an omitted optional output.</summary>
    public IReadOnlyList<Value?> Outputs { get; internal set; } = [];

    /// <summary>The graphs in its attributes, in order (the branches of If, the body of Loop and Scan).</summary>
    public IReadOnlyList<Graph> Subgraphs { get; internal set; } = [];

    /// <summary>Values of enclosing scopes that its sub-graphs read, directly or through sub-graphs of their own; each once, in order of first reading.</summary>
    public IReadOnlyList<Value> Captured { get; internal set; } = [];

    public IEnumerable<string> AttributeNames => Proto.Attribute.Select(attribute => attribute.Name);

    internal NodeProto Proto { get; }

    /// <summary>Input <paramref name="index"/>, or null when it is omitted or beyond the end.</summary>
    public Value? Input(int index) => index < Inputs.Count ? Inputs[index] : null;

    public bool HasAttribute(string name) => Find(name) is not null;

    /// <summary>An integer attribute, or <paramref name="fallback"/> when it is absent.</summary>
    /// <exception cref="UpscaleException">UPS1012: the attribute is of another type.</exception>
    public long Int(string name, long fallback) => Find(name, AttributeProto.Types.AttributeType.Int)?.I ?? fallback;

    /// <summary>A list of integers, or null when the attribute is absent.</summary>
    /// <exception cref="UpscaleException">UPS1012: the attribute is of another type.</exception>
    public long[]? Ints(string name) => Find(name, AttributeProto.Types.AttributeType.Ints)?.Ints.ToArray();

    /// <summary>A float attribute, or <paramref name="fallback"/> when it is absent.</summary>
    /// <exception cref="UpscaleException">UPS1012: the attribute is of another type.</exception>
    public float Float(string name, float fallback) => Find(name, AttributeProto.Types.AttributeType.Float)?.F ?? fallback;

    /// <summary>A list of floats, or null when the attribute is absent.</summary>
    /// <exception cref="UpscaleException">UPS1012: the attribute is of another type.</exception>
    public float[]? Floats(string name) => Find(name, AttributeProto.Types.AttributeType.Floats)?.Floats.ToArray();

    /// <summary>A string attribute, or <paramref name="fallback"/> when it is absent.</summary>
    /// <exception cref="UpscaleException">UPS1012: the attribute is of another type.</exception>
    public string Text(string name, string fallback) => Find(name, AttributeProto.Types.AttributeType.String)?.S.ToStringUtf8() ?? fallback;

    /// <summary>A list of strings, or null when the attribute is absent.</summary>
    /// <exception cref="UpscaleException">UPS1012: the attribute is of another type.</exception>
    public string[]? Texts(string name) =>
        Find(name, AttributeProto.Types.AttributeType.Strings)?.Strings.Select(text => text.ToStringUtf8()).ToArray();

    /// <summary>A tensor attribute, or null when it is absent.</summary>
    /// <exception cref="UpscaleException">UPS1012: the attribute is of another type. UPS1010, UPS1011: the tensor is damaged.</exception>
    public Tensor? TensorAttribute(string name) =>
        Find(name, AttributeProto.Types.AttributeType.Tensor) is { } attribute ? TensorCheck.Checked(attribute.T ?? new(), $"attribute '{name}' of {Label}") : null;

    public override string ToString() => Label;

    internal static string LabelOf(NodeProto proto) => proto.Name.Length > 0
        ? $"{proto.OpType} '{proto.Name}'"
        : $"{proto.OpType} -> {proto.Output.FirstOrDefault(output => output.Length > 0) ?? "nothing"}";

    private AttributeProto? Find(string name) => Proto.Attribute.FirstOrDefault(attribute => attribute.Name == name);

    private AttributeProto? Find(string name, AttributeProto.Types.AttributeType expected)
    {
        if (Find(name) is not { } attribute)
        {
            return null;
        }

        var actual = AttributeKind.Of(attribute);
        return actual == expected
            ? attribute
            : throw new UpscaleException(
                ErrorCodes.AttributeType,
                $"attribute '{name}' of {Label} must be of type {expected}, but is {actual}. Export the model again for opset {Opset}",
                Graph.Path,
                Label);
    }
}
