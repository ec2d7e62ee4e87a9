using System.Collections.Immutable;
using Upscale.Onnx;

namespace Upscale.Pruning.Costs;

/// <summary>What a run of a model costs, node by node as the runtime executes it, for batch size 1.</summary>
/// <param name="Nodes">In order of execution, with their seconds.</param>
public sealed record LatencyEstimate(ImmutableArray<(ExecutedNode Node, double Seconds)> Nodes)
{
    /// <summary>The whole run, in seconds.</summary>
    public double Seconds => Nodes.Sum(node => node.Seconds);

    /// <summary>Estimates a model.</summary>
    /// <exception cref="UpscaleException">UPS11xx: the model's shapes contradict each other.</exception>
    public static LatencyEstimate Of(Model model, CostModel costs)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(costs);
        return new([.. ExecutedNodes(model, costs.Block).Select(node => (node, node.Cost(costs)))]);
    }

    /// <summary>The nodes that the runtime makes of a model's.</summary>
    /// <param name="block">Channels in a block of its layout for convolutions.</param>
    /// <exception cref="UpscaleException">UPS11xx: the model's shapes contradict each other.</exception>
    public static ImmutableArray<ExecutedNode> ExecutedNodes(Model model, int block) => GraphExecution.Run(model, new(block));
}
