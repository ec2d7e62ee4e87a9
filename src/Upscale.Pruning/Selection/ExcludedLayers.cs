using System.Collections.Immutable;
using System.IO.Enumeration;
using Upscale.Onnx;
using Upscale.Pruning.Channels;
using Upscale.Pruning.Layout;
using Upscale.Pruning.Plans;

namespace Upscale.Pruning.Selection;

/// <summary>Layers that the user wants whole: nothing that they read or make is removed.</summary>
/// <param name="Nodes">The nodes.</param>
/// <param name="Needed">Per root: whether one of them reads or makes the slot.</param>
internal sealed record ExcludedLayers(HashSet<Node> Nodes, bool[] Needed)
{
    /// <summary>Finds layers by the names of nodes, outputs and weights.</summary>
    /// <param name="graph">The analysed model.</param>
    /// <param name="patterns">Names; <c>*</c> stands for any characters, <c>?</c> for one.</param>
    /// <exception cref="UpscaleException">UPS1206: nothing in the model has such a name.</exception>
    public static ExcludedLayers Find(AnalysedGraph graph, ImmutableArray<string> patterns)
    {
        var found = new ExcludedLayers([], new bool[graph.Channels.SlotCount]);
        var names = patterns.IsEmpty ? [] : graph.Model.Graph.Nodes.Select(node => (Node: node, Names: NamesOf(node).ToArray())).ToArray();
        foreach (var pattern in patterns)
        {
            var matching = names.Where(entry => Array.Exists(entry.Names, name => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false))).ToArray();
            if (matching.Length == 0)
            {
                throw new UpscaleException(
                    "UPS1206", $"no node or weight is named '{pattern}', which is to be excluded; the model has names such as '{string.Join("', '", Examples(graph))}'", graph.Model.Path);
            }

            found.Nodes.UnionWith(matching.Select(entry => entry.Node));
        }

        found.Mark(graph.Channels);
        return found;
    }

    /// <summary>Consumers that are excluded keep every channel, and so does who alone reads what an excluded layer makes: copies move into such layers.</summary>
    public ImmutableArray<ScoredChannels> Hold(ImmutableArray<ScoredChannels> layers, AnalysedGraph graph) =>
        Nodes.Count == 0 ? layers : [.. layers.Zip(graph.Channels.Consumers, (layer, consumer) => Nodes.Contains(consumer.Node) || ReadsAlone(consumer, graph)
            ? layer.Held()
            : layer)];

    /// <summary>What the plan says of them.</summary>
    public IEnumerable<Refusal> Refusals(ChannelAnalysis analysis) =>
        analysis.Consumers.Select(consumer => consumer.Node).Concat(analysis.Producers.Select(producer => producer.Node))
            .Where(Nodes.Contains).Distinct().OrderBy(node => node.Index)
            .Select(node => new Refusal("UPS3004", node.Label, "it is excluded: nothing that it reads or makes is removed"));

    private bool ReadsAlone(Consumer consumer, AnalysedGraph graph) =>
        PrivateChain.Above(consumer, graph).Top is { Producer: { } made } top && CarriedAxis.IsPrivate(top) && Nodes.Contains(made);

    private void Mark(ChannelAnalysis analysis)
    {
        var lists = analysis.Consumers.Where(consumer => Nodes.Contains(consumer.Node)).Select(consumer => consumer.Channels)
            .Concat(analysis.Producers.Where(producer => Nodes.Contains(producer.Node)).Select(producer => producer.Channels));
        foreach (var list in lists)
        {
            foreach (var slot in list.Slots)
            {
                Needed[analysis.Root(slot)] = true;
            }
        }
    }

    private static IEnumerable<string> NamesOf(Node node) => new[] { node.Name }
        .Concat(node.Outputs.OfType<Value>().Select(output => output.Name))
        .Concat(node.Inputs.OfType<Value>().Where(input => input.Constant is not null).Select(input => input.Name))
        .Where(name => name.Length > 0);

    private static IEnumerable<string> Examples(AnalysedGraph graph) =>
        graph.Channels.Consumers.Select(consumer => consumer.Node.Name.Length > 0 ? consumer.Node.Name : consumer.Id).Distinct().Take(3);
}
