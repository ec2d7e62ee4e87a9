using Upscale.Onnx;
using Upscale.Pruning.Operators;
using Upscale.Pruning.Tests.Channels.Perturbation;

namespace Upscale.Pruning.Tests.Operators;

/// <summary>What the analysis says of one operator where it is used.</summary>
internal sealed record OperatorUse(string Labels, IReadOnlyCollection<string> Roles)
{
    public static OperatorUse Of(Operator op, OperatorCase item)
    {
        var graph = AnalysedGraph.Read(item.WithProducers().Model, preserveOutputOrder: false);
        var node = graph.Model.Graph.Nodes.Last(node => node.Index >= item.Inputs.Length && OperatorCatalog.Find(node) == op);
        return new(op.Labels(new(node, graph.Shapes)).ToString(), [.. RolesOf(graph, node)]);
    }

    private static IEnumerable<string> RolesOf(AnalysedGraph graph, Node node)
    {
        var inputs = node.Inputs.OfType<Value>().Distinct().Select(value => RootsOf(graph, value)).Where(roots => roots.Count > 0).ToArray();
        var made = node.Outputs.OfType<Value>().SelectMany(value => RootsOf(graph, value)).ToHashSet();
        if (graph.Channels.Producers.Any(producer => producer.Node == node))
        {
            yield return "produces";
        }

        if (graph.Channels.Consumers.Any(consumer => consumer.Node == node))
        {
            yield return "consumes";
        }

        if (inputs.Any(made.Overlaps))
        {
            yield return "carries";
        }

        if (inputs.Where((roots, i) => inputs.Skip(i + 1).Any(roots.Overlaps)).Any())
        {
            yield return "joins";
        }

        if (graph.Channels.Pins.Any(pin => pin.Node == node))
        {
            yield return "pins";
        }
    }

    private static HashSet<int> RootsOf(AnalysedGraph graph, Value value) =>
        [.. graph.Channels.ChannelsOf(value)?.List.Slots.ToArray().Select(graph.Channels.Root) ?? []];
}
