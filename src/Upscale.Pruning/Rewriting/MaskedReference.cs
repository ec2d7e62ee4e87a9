using System.Collections.Immutable;
using Upscale.Onnx;
using Upscale.Pruning.Channels;
using Upscale.Pruning.Plans;

namespace Upscale.Pruning.Rewriting;

/// <summary>The oracle: the original model, in which the weights of every removed input channel are zero.</summary>
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
        for (var index = 0; index < graph.Channels.Consumers.Length; index++)
        {
            var consumer = graph.Channels.Consumers[index];
            Mask(consumer, original.Graph.Find(consumer.Site.Node.Outputs[0]!.Name)!.Producer!, resolved.Kept[index], patch);
        }

        return patch.Apply();
    }

    private static void Mask(Consumer consumer, Node original, ImmutableArray<bool> kept, ModelPatch patch)
    {
        var units = consumer.Channels.Units;
        var zeros = new bool[units.Length];
        for (var position = 0; position < zeros.Length; position++)
        {
            zeros[position] = !kept[units[position]];
        }

        if (zeros.Contains(true))
        {
            var everything = Enumerable.Range(0, zeros.Length).ToArray();
            var stored = consumer.Site.Node.Input(consumer.Site.Input)!.Constant!;
            var masked = WeightSlicer.Cut(stored, [new AxisCut(consumer.WeightAxis, everything, zeros, consumer.Groups, consumer.Site.Zero)]);
            patch.SetInput(original, consumer.Site.Input, patch.AddInitializer(masked.WithName($"{stored.Name}.masked")));
        }
    }
}
