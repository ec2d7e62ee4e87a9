using System.Collections.Immutable;
using Upscale.Onnx;

namespace Upscale.Pruning.Selection;

/// <summary>Layers that read a graph input whose order they take over keep all of its channels, as layers that read any other graph input do.</summary>
internal static class GivenChannels
{
    /// <summary>Consumers of such an input, and of nothing else, have no scores.</summary>
    public static ImmutableArray<ScoredChannels> Hold(ImmutableArray<ScoredChannels> layers, AnalysedGraph graph)
    {
        if (graph.Channels.Given.IsEmpty)
        {
            return layers;
        }

        var given = Find(graph);
        return [.. layers.Zip(graph.Channels.Consumers, (layer, consumer) => given.Contains(consumer.Activation) ? layer.Held() : layer)];
    }

    /// <summary>Tensors that have no channels but those of such inputs.</summary>
    private static HashSet<Value> Find(AnalysedGraph graph)
    {
        var gathers = graph.Channels.Given.Select(given => given.Node).ToHashSet();
        var producers = graph.Channels.Producers.Select(producer => producer.Node).ToHashSet();
        var found = new HashSet<Value>();
        foreach (var node in graph.Model.Graph.Nodes)
        {
            var sources = node.Inputs.OfType<Value>().Where(input => graph.Channels.ChannelsOf(input) is not null).ToArray();
            if (gathers.Contains(node) || (sources.Length > 0 && !producers.Contains(node) && Array.TrueForAll(sources, found.Contains)))
            {
                found.UnionWith(node.Outputs.OfType<Value>());
            }
        }

        return found;
    }
}
