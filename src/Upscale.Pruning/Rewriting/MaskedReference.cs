using System.Collections.Immutable;
using Upscale.Onnx;
using Upscale.Pruning.Channels;
using Upscale.Pruning.Plans;

namespace Upscale.Pruning.Rewriting;

/// <summary>The oracle: the original model, in which the weights of every removed input channel, and of every channel that a producer lacks, are zero.</summary>
public static class MaskedReference
{
    /// <summary>Builds the model that the pruned one must equal.</summary>
    /// <exception cref="UpscaleException">UPS1302: the plan does not fit the model.</exception>
    public static Model Build(Model original, PruningPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var graph = AnalysedGraph.Read(original, plan.PreserveOutputOrder);
        var resolved = ResolvedPlan.Resolve(plan, graph);
        var patch = new ModelPatch(original);
        var masks = graph.Channels.Consumers.Select((consumer, index) => OfConsumer(consumer, resolved.Kept[index]))
            .Concat(resolved.Absent.Select(absent => OfProducer(absent.Binding, absent.Positions)));
        foreach (var weight in masks.Where(mask => mask.Cut.Zeros!.Contains(true)).GroupBy(mask => (mask.Node, mask.Input), mask => mask.Cut))
        {
            var (node, input) = weight.Key;
            var stored = node.Input(input)!.Constant!;
            var masked = WeightSlicer.Cut(stored, [.. weight]);
            patch.SetInput(original.Graph.Find(node.Outputs[0]!.Name)!.Producer!, input, patch.AddInitializer(masked.WithName($"{stored.Name}.masked")));
        }

        return patch.Apply();
    }

    private static (Node Node, int Input, AxisCut Cut) OfConsumer(Consumer consumer, ImmutableArray<bool> kept)
    {
        var units = consumer.Channels.Units;
        var zeros = new bool[units.Length];
        for (var position = 0; position < zeros.Length; position++)
        {
            zeros[position] = !kept[units[position]];
        }

        return (consumer.Site.Node, consumer.Site.Input, new(consumer.WeightAxis, Everything(zeros.Length), zeros, consumer.Groups, consumer.Site.Zero));
    }

    private static (Node Node, int Input, AxisCut Cut) OfProducer(WeightBinding binding, ImmutableArray<int> positions)
    {
        var zeros = new bool[binding.Channels.List.Count];
        foreach (var position in positions)
        {
            zeros[position] = true;
        }

        return (binding.Node, binding.InputIndex, new(binding.Axis, Everything(zeros.Length), zeros));
    }

    private static int[] Everything(int count) => [.. Enumerable.Range(0, count)];
}
