using Upscale.Onnx.Protobuf;

namespace Upscale.Onnx;

/// <summary>Builds the use-def linked view of one graph message, sub-graphs included, and checks it on the way.</summary>
internal sealed class GraphLinker
{
    /// <summary>Sub-graph levels; deeper ones do not occur in practice and would cost stack.</summary>
    private const int MaximumDepth = 32;

    private readonly Graph _graph;
    private readonly Graph? _baseline;
    private readonly NodeScope? _outer;
    private readonly int _depth;
    private readonly GraphProto _proto;

    private GraphLinker(Graph graph, Graph? baseline, NodeScope? outer, int depth)
    {
        _graph = graph;
        _proto = graph.Proto;
        _baseline = baseline;
        _outer = outer;
        _depth = depth;
    }

    /// <summary>Links a main graph.</summary>
    /// <param name="proto">With external data attached.</param>
    /// <param name="path">The file, for messages about attributes.</param>
    /// <param name="opsets">Imported versions by normalised domain.</param>
    /// <param name="baseline">An earlier version of the graph whose tensor views are reused where they are the same.</param>
    /// <exception cref="UpscaleException">UPS1002, UPS1007 to UPS1011, UPS1014.</exception>
    public static Graph Link(GraphProto proto, string? path, IReadOnlyDictionary<string, long> opsets, Graph? baseline) =>
        new GraphLinker(new Graph(proto, null, path, opsets), baseline, null, 0).Run();

    private Graph Run()
    {
        if (_depth > MaximumDepth)
        {
            throw new UpscaleException(ErrorCodes.TooDeep, $"sub-graphs are nested more than {MaximumDepth} levels deep (in {_outer?.Node.Label}). Flatten the model's control flow and export it again");
        }

        DeclareInputs();
        DeclareInitializers();
        LinkNodes();
        LinkOutputs();
        foreach (var info in _proto.ValueInfo)
        {
            if (_graph.Find(info.Name) is { IsGraphInput: false, IsGraphOutput: false, Constant: null } value)
            {
                ValueTypes.Declare(value, info);
            }
        }

        return _graph;
    }

    private void DeclareInputs()
    {
        foreach (var info in _proto.Input)
        {
            var value = Define(info.Name, "graph input");
            value.IsGraphInput = true;
            ValueTypes.Declare(value, info);
        }
    }

    private void DeclareInitializers()
    {
        var initializers = new List<Value>(_proto.Initializer.Count + _proto.SparseInitializer.Count);
        foreach (var proto in _proto.Initializer)
        {
            var value = DeclareInitializer(proto.Name);
            var known = _baseline?.Find(proto.Name)?.Constant;
            value.SetConstant(ReferenceEquals(known?.Proto, proto) ? known : TensorCheck.Checked(proto, $"initializer '{proto.Name}'"));
            initializers.Add(value);
        }

        foreach (var sparse in _proto.SparseInitializer)
        {
            initializers.Add(DeclareInitializer(sparse.Values?.Name ?? ""));
        }

        _graph.Initializers = initializers;
        _graph.Inputs = [.. _proto.Input.Select(info => _graph.Table[info.Name]).Where(value => !value.IsInitializer)];
    }

    private Value DeclareInitializer(string name)
    {
        var value = _graph.Find(name) is { IsGraphInput: true, IsInitializer: false } input ? input : Define(name, "initializer");
        value.IsInitializer = true;
        return value;
    }

    private void LinkNodes()
    {
        var nodes = new List<Node>(_proto.Node.Count);
        foreach (var proto in _proto.Node)
        {
            var node = new Node(_graph, proto, nodes.Count);
            if (proto.OpType.Length == 0)
            {
                throw new UpscaleException(ErrorCodes.NotOnnx, $"node {node.Index} ({node.Label}) names no operator. The file is damaged; export the model again", null, node.Label);
            }

            var scope = new NodeScope(node, _outer);
            LinkInputs(node, scope);
            node.Subgraphs = [.. AttributeKind.Graphs(proto).Select(graph => LinkSubgraph(graph, scope))];
            node.Captured = scope.Captured;
            LinkOutputs(node);
            nodes.Add(node);
        }

        _graph.Nodes = nodes;
    }

    private Graph LinkSubgraph(GraphProto proto, NodeScope scope) =>
        new GraphLinker(new Graph(proto, _graph, _graph.Path, _graph.Opsets), null, scope, _depth + 1).Run();

    private void LinkInputs(Node node, NodeScope scope)
    {
        var names = node.Proto.Input;
        if (names.Count == 0)
        {
            return;
        }

        var inputs = new Value?[names.Count];
        for (var i = 0; i < inputs.Length; i++)
        {
            if (names[i].Length > 0)
            {
                inputs[i] = Resolve(names[i]) ?? throw Unresolved.Input(names[i], scope);
                if (inputs[i]!.Graph == _graph)
                {
                    inputs[i]!.AddUse(new Use(node, i));
                }
            }
        }

        node.Inputs = inputs;
    }

    private void LinkOutputs(Node node)
    {
        var names = node.Proto.Output;
        var outputs = new Value?[names.Count];
        for (var i = 0; i < outputs.Length; i++)
        {
            if (names[i].Length > 0)
            {
                var value = Define(names[i], $"output of {node.Label}");
                value.Producer = node;
                value.OutputIndex = i;
                outputs[i] = value;
            }
        }

        node.Outputs = outputs;
        if (node is { OpType: "Constant", Domain: "" } && outputs is [{ } constant, ..] && ConstantNode.Data(node) is { } tensor)
        {
            constant.SetConstant(tensor);
        }
    }

    private void LinkOutputs()
    {
        var outputs = new List<Value>(_proto.Output.Count);
        foreach (var info in _proto.Output)
        {
            var value = Resolve(info.Name) ?? throw Unresolved.Output(info.Name, _graph);
            if (value.IsGraphOutput && _outer is null)
            {
                throw new UpscaleException(ErrorCodes.DuplicateName, $"the graph lists its output '{info.Name}' twice; every output must have a name of its own. Remove one of them or export the model again");
            }

            if (value.Graph == _graph)
            {
                value.IsGraphOutput = true;
                if (value is { IsGraphInput: false, Constant: null })
                {
                    ValueTypes.Declare(value, info);
                }
            }

            outputs.Add(value);
        }

        _graph.Outputs = outputs;
    }

    private Value? Resolve(string name) => _graph.Find(name) ?? _outer?.Capture(name);

    private Value Define(string name, string role)
    {
        if (name.Length == 0)
        {
            throw new UpscaleException(ErrorCodes.NotOnnx, $"a graph input or initializer of graph '{_graph.Name}' has no name. The file is damaged; export the model again");
        }

        var value = new Value(_graph, name);
        return _graph.Table.TryAdd(name, value)
            ? value
            : throw new UpscaleException(ErrorCodes.DuplicateName, $"value '{name}' is defined twice, the second time as {role}; every value must have one definition. Rename one of them or export the model again");
    }
}
