using System.Collections.Immutable;
using Upscale.Onnx;
using Upscale.Pruning.Shapes;
using Upscale.Pruning.Tests.Channels.Perturbation;

namespace Upscale.Pruning.Tests.Properties;

/// <summary>What a use of an operator computes.</summary>
/// <param name="Name">Within the use.</param>
/// <param name="Dims">null where they depend on values.</param>
/// <param name="Axes">Those that carry channels.</param>
internal sealed record FragmentOutput(string Name, ElementType Type, long[]? Dims, ImmutableArray<int> Axes);

/// <summary>A use of an operator as nodes that any graph can hold.</summary>
internal sealed class OperatorFragment
{
    private static readonly Lazy<Dictionary<long, OperatorFragment[][]>> ByOpset = new(() => OperatorCases.All
        .Select(item => new OperatorFragment(item))
        .GroupBy(fragment => fragment.Case.Opset)
        .ToDictionary(uses => uses.Key, uses => uses.GroupBy(fragment => fragment.Case.OpType).Select(group => group.ToArray()).ToArray()));

    private OperatorFragment(OperatorCase item)
    {
        Case = item;
        (var model, _, var names) = item.Alone();
        Graph = model.Graph;
        var shapes = ShapeInference.Run(Graph);
        var (behind, _, followed) = item.WithProducers();
        var analysed = AnalysedGraph.Read(behind, preserveOutputOrder: false);
        Outputs =
        [
            .. names.Zip(followed, (name, other) => new FragmentOutput(
                name,
                Graph.Find(name)!.ElementType,
                shapes.ShapeOf(Graph.Find(name)!) is { IsStatic: true } shape ? [.. shape.Select(dim => dim.Size)] : null,
                analysed.Model.Graph.Find(other) is { } value && analysed.Channels.ChannelsOf(value) is { } channels ? [.. channels.Axes] : [])),
        ];
        Attributes = Graph.Nodes.ToDictionary(node => node, node => NodeAttributes.Of(node).ToArray());
    }

    public OperatorCase Case { get; }

    public Graph Graph { get; }

    public ImmutableArray<FragmentOutput> Outputs { get; }

    private Dictionary<Node, (string Name, object Value)[]> Attributes { get; }

    /// <summary>A use of an operator that a graph of this opset can hold; operators with many uses are as likely as others.</summary>
    /// <returns>null for opsets without any.</returns>
    public static OperatorFragment? Pick(long opset, int choice)
    {
        if (!ByOpset.Value.TryGetValue(opset, out var operators))
        {
            return null;
        }

        var uses = operators[choice % operators.Length];
        return uses[choice / operators.Length % uses.Length];
    }

    /// <summary>Appends the nodes.</summary>
    /// <param name="builder">Of the graph that receives them.</param>
    /// <param name="inputs">Values that take the place of the activations.</param>
    /// <param name="constant">A tensor to the name of a constant with its values.</param>
    /// <returns>Names of the outputs.</returns>
    public string[] Append(RecordedBuilder builder, string[] inputs, Func<Tensor, string> constant)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (input, i) in Graph.Inputs.Select((input, i) => (input, i)))
        {
            // Some uses take them for indices, which must be small.
            names[input.Name] = i < inputs.Length ? inputs[i] : builder.Node("Sigmoid", [builder.Input([.. input.DeclaredShape!])]);
        }

        foreach (var initializer in Graph.Initializers)
        {
            names[initializer.Name] = constant(initializer.Constant!);
        }

        foreach (var node in Graph.Nodes)
        {
            var made = builder.NodeMany(
                Type(node),
                [.. node.Inputs.Select(input => input is null ? "" : names[input.Name])],
                node.Outputs.Count,
                [.. Attributes[node].Select(attribute => (attribute.Name, attribute.Value is Graph branch ? Branch(builder, branch, names) : attribute.Value))]);
            foreach (var (output, name) in node.Outputs.Zip(made))
            {
                names[output!.Name] = name;
            }
        }

        return [.. Outputs.Select(output => names[output.Name])];
    }

    private static RecordedBuilder Branch(RecordedBuilder builder, Graph branch, Dictionary<string, string> outer)
    {
        var names = new Dictionary<string, string>(outer, StringComparer.Ordinal);
        var body = builder.Subgraph();
        foreach (var node in branch.Nodes)
        {
            names[node.Outputs[0]!.Name] = body.Node(Type(node), [.. node.Inputs.Select(input => names[input!.Name])], [.. NodeAttributes.Of(node)]);
        }

        foreach (var output in branch.Outputs)
        {
            body.Output(names[output.Name]);
        }

        return body;
    }

    private static string Type(Node node) => node.Domain.Length == 0 ? node.OpType : $"{node.Domain}::{node.OpType}";
}
