using Upscale.Onnx;
using Upscale.Pruning.Costs;

namespace Upscale.Benchmarks.Export;

/// <summary>What a network of the kept widths would take if nothing had to be copied: shapes only, by the cost model.</summary>
/// <param name="Dense">Estimated seconds before pruning.</param>
/// <param name="Limit">Estimated seconds of the pruned widths without copies.</param>
internal sealed record CopyFreeLimit(double Dense, double Limit)
{
    /// <param name="dense">The model before pruning.</param>
    /// <param name="exact">The model in which every layer reads a copy of just what it keeps.</param>
    /// <param name="costs">The runtime.</param>
    public static CopyFreeLimit Of(Model dense, Model exact, CostModel costs)
    {
        var (before, after) = (LatencyEstimate.Of(dense, costs), LatencyEstimate.Of(exact, costs));
        var changes = Math.Min(Of(before, ExecutedKind.Reorder), Of(after, ExecutedKind.Reorder));
        var copies = after.Nodes.Where(node => IsRead(node.Node, exact)).Sum(node => node.Seconds);
        return new(before.Seconds, after.Seconds - Of(after, ExecutedKind.Reorder) + changes - copies);
    }

    private static double Of(LatencyEstimate estimate, ExecutedKind kind) =>
        estimate.Nodes.Where(node => node.Node.Kind == kind).Sum(node => node.Seconds);

    private static bool IsRead(ExecutedNode node, Model model) =>
        node.Kind == ExecutedKind.Copy && model.Graph.Nodes.Any(known => known.Label == node.Name && known.OpType is "Slice" or "Gather");
}
