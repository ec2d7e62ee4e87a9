namespace Upscale.Onnx;

/// <summary>A named value of a graph: an input, an initializer or an output of a node.</summary>
public sealed class Value
{
    private List<Use>? _uses;

    internal Value(Graph graph, string name)
    {
        Graph = graph;
        Name = name;
    }

    public string Name { get; }

    public Graph Graph { get; }

    /// <summary>The node that computes the value; null for graph inputs and initializers.</summary>
    public Node? Producer { get; internal set; }

    /// <summary>Which output of <see cref="Producer"/> it is; 0 when there is none.</summary>
    public int OutputIndex { get; internal set; }

    /// <summary>The readers among the nodes of the same graph, in file order.</summary>
    public IReadOnlyList<Use> Uses => _uses ?? (IReadOnlyList<Use>)[];

    /// <summary>Whether it is listed among the graph's inputs, with or without an initializer.</summary>
    public bool IsGraphInput { get; internal set; }

    public bool IsGraphOutput { get; internal set; }

    /// <summary>Whether a sub-graph of a node of this graph reads it.</summary>
    public bool IsCaptured { get; internal set; }

    /// <summary>The data, when the value is an initializer or comes from a Constant node; null for sparse ones.</summary>
    public Tensor? Constant { get; internal set; }

    /// <summary>The declared element type; undefined when nothing is declared or the value is no tensor.</summary>
    public ElementType ElementType { get; internal set; }

    /// <summary>The shape that the model declares, or that of <see cref="Constant"/>.</summary>
    public Shape? DeclaredShape { get; internal set; }

    /// <summary>The declared type of a sequence of tensors, a map or a sequence of maps; null for everything else.</summary>
    public ValueStructure? Structure { get; internal set; }

    internal bool IsInitializer { get; set; }

    internal void AddUse(Use use) => (_uses ??= []).Add(use);

    internal void SetConstant(Tensor tensor)
    {
        Constant = tensor;
        ElementType = tensor.ElementType;
        DeclaredShape = new Shape(tensor.Dims.Select(Dim.Known));
    }

    public override string ToString() => $"{Name}: {ElementType} {DeclaredShape}";
}
