using System.Collections.Immutable;
using Upscale.Onnx;
using Upscale.Pruning.Costs;
using Upscale.Pruning.Layout;
using Upscale.Pruning.Plans;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Rewriting;

/// <summary>Which ranges become whole tensors: those that a plan says, or those where the runtime gains by it.</summary>
internal static class SplitReads
{
    /// <summary>Streams that are tried; each costs an estimate of the whole model.</summary>
    private const int MostTrials = 8;

    /// <summary>Share of the latency that a split has to save.</summary>
    private const double LeastGain = 0.001;

    /// <summary>Splits the streams that the plan says.</summary>
    public static Model Apply(Model pruned, AnalysedGraph graph, ResolvedPlan plan)
    {
        var consumers = graph.Channels.Consumers.Where((_, index) => plan.Realisations[index] == Realisation.Split)
            .Select(consumer => (consumer.Id, consumer.ActivationInput)).ToArray();
        if (consumers.Length == 0)
        {
            return pruned;
        }

        var shapes = ShapeInference.Run(pruned.Graph);
        return StreamSplitting.Run(pruned, shapes, Find(pruned, consumers, shapes).Values);
    }

    /// <summary>Tries to split each stream that is sliced; what pays becomes part of the plan.</summary>
    /// <returns>The plan and the model that it makes.</returns>
    public static (PruningPlan Plan, Model Pruned) Choose(PruningPlan plan, Model pruned, CostModel costs)
    {
        var consumers = plan.Consumers.Where(consumer => consumer.Realisation == Realisation.Slice).Select(consumer => (consumer.Node, consumer.Input)).ToArray();
        if (consumers.Length == 0 || plan.Reads != ReadPolicy.Cheapest)
        {
            return (plan, pruned);
        }

        var shapes = ShapeInference.Run(pruned.Graph);
        var reads = Find(pruned, consumers, shapes);
        var (chosen, best, seconds) = (ImmutableHashSet<RangeRead>.Empty, pruned, double.NaN);
        foreach (var stream in Streams([.. reads.Values.Distinct()], shapes).Take(MostTrials))
        {
            seconds = double.IsNaN(seconds) ? LatencyEstimate.Of(pruned, costs).Seconds : seconds;
            var next = StreamSplitting.Run(pruned, shapes, chosen.Union(stream));
            var estimate = ReferenceEquals(next, pruned) ? double.PositiveInfinity : LatencyEstimate.Of(next, costs).Seconds;
            if (estimate < seconds * (1 - LeastGain))
            {
                (chosen, best, seconds) = (chosen.Union(stream), next, estimate);
            }
        }

        return (plan with
        {
            Consumers = [.. plan.Consumers.Select(consumer => reads.TryGetValue((consumer.Node, consumer.Input), out var read) && chosen.Contains(read)
                ? consumer with { Realisation = Realisation.Split }
                : consumer)],
        }, best);
    }

    /// <summary>The Slices in front of consumers; a copy that was moved elsewhere is not among them.</summary>
    private static Dictionary<(string Node, int Input), RangeRead> Find(Model pruned, IEnumerable<(string Node, int Input)> consumers, ShapeTable shapes)
    {
        var found = new Dictionary<(string, int), RangeRead>();
        foreach (var consumer in consumers)
        {
            if (pruned.Graph.Find(consumer.Node)?.Producer?.Input(consumer.Input) is { Producer: { } node, IsGraphOutput: false } && RangeRead.Of(node, shapes) is { } read)
            {
                found[consumer] = read;
            }
        }

        return found;
    }

    /// <summary>Ranges of tensors that are computed from one another belong together: the parts of one are made of the parts of the others.</summary>
    private static IEnumerable<ImmutableArray<RangeRead>> Streams(IEnumerable<RangeRead> reads, ShapeTable shapes)
    {
        var streams = new List<(HashSet<Value> Tensors, ImmutableArray<RangeRead> Reads)>();
        foreach (var read in reads.OrderBy(read => read.Node.Index))
        {
            var made = new PartedStream(shapes);
            if (made.TryAdd(read))
            {
                var tensors = made.Tensors.Select(tensor => tensor.Value).ToHashSet();
                var same = streams.Where(stream => stream.Tensors.Overlaps(tensors)).ToArray();
                streams.RemoveAll(stream => stream.Tensors.Overlaps(tensors));
                streams.Add(([.. tensors, .. same.SelectMany(stream => stream.Tensors)], [.. same.SelectMany(stream => stream.Reads), read]));
            }
        }

        return streams.Select(stream => stream.Reads);
    }
}
