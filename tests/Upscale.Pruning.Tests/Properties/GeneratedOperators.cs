using System.Collections.Concurrent;
using Upscale.Onnx;

namespace Upscale.Pruning.Tests.Properties;

/// <summary>Operator types in the random networks that the property of random plans is asked of.</summary>
public sealed class GeneratedOperators
{
    public GeneratedOperators() => PruningProperties.Check(Note, PruningProperties.RandomPlans, PruningProperties.SeedByDefault);

    /// <summary>Those that occur.</summary>
    public ConcurrentDictionary<string, bool> Seen { get; } = new(StringComparer.Ordinal);

    /// <summary>Those that read a channel which the plan removes.</summary>
    public ConcurrentDictionary<string, bool> Met { get; } = new(StringComparer.Ordinal);

    private string? Note(NetworkCase item)
    {
        var model = item.Build().Model;
        var graph = AnalysedGraph.Read(model, item.PreserveOutputOrder);
        var channels = graph.Channels;
        var plan = RandomPlan.Make(graph, item);
        var alive = channels.Producers
            .SelectMany((producer, i) => plan.Producers[i].Order.Select(position => channels.Root(producer.Channels.Slots[position])))
            .ToHashSet();
        foreach (var node in model.Graph.Nodes)
        {
            Seen[TypeOf(node)] = true;
        }

        foreach (var node in graph.Model.Graph.Nodes.Where(node => node.Inputs.Any(input =>
            input is not null && channels.ChannelsOf(input) is { } read && read.List.Slots.ToArray().Any(slot => !alive.Contains(channels.Root(slot))))))
        {
            Met[TypeOf(node)] = true;
        }

        return null;
    }

    private static string TypeOf(Node node) => node.Domain.Length == 0 ? node.OpType : $"{node.Domain}:{node.OpType}";
}
