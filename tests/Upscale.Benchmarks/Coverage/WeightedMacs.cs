using Upscale.Onnx;
using Upscale.Pruning;

namespace Upscale.Benchmarks.Coverage;

/// <summary>Multiply-adds with constant weights, without the first layers: these read the channels of a graph input.</summary>
/// <param name="All">Of all convolutions and products.</param>
/// <param name="Tracked">Of those whose input channels the analysis follows: consumers, and grouped convolutions that carry channels.</param>
internal sealed record WeightedMacs(long All, long Tracked)
{
    public static WeightedMacs Of(Model model)
    {
        var graph = AnalysedGraph.Read(model, preserveOutputOrder: false);
        var consumers = graph.Channels.Consumers.Select(consumer => consumer.Node).ToHashSet();
        var weighed = new HashSet<Value>();
        var sum = new WeightedMacs(0, 0);
        foreach (var node in graph.Model.Graph.Nodes)
        {
            var isLater = node.Inputs.OfType<Value>().Any(weighed.Contains);
            if (isLater && HasWeights(node))
            {
                var macs = graph.Macs(node);
                sum = new(sum.All + macs, sum.Tracked + (consumers.Contains(node) || Carries(node, graph) ? macs : 0));
            }

            if (isLater || HasWeights(node))
            {
                weighed.UnionWith(node.Outputs.OfType<Value>());
            }
        }

        return sum;
    }

    private static bool HasWeights(Node node) =>
        node.OpType is "Conv" or "ConvTranspose" or "Gemm" or "MatMul" && node.Inputs.Take(2).Any(input => input?.Constant is not null);

    private static bool Carries(Node node, AnalysedGraph graph) =>
        node.Int("group", 1) > 1 && graph.Channels.ChannelsOf(node.Inputs[0]!) is not null;
}
