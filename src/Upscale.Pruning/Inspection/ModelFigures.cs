using Upscale.Onnx;

namespace Upscale.Pruning.Inspection;

/// <summary>The size of a model.</summary>
/// <param name="Parameters">Elements of all floating-point and 8-bit constants.</param>
/// <param name="ParameterBytes">Bytes of all constants.</param>
/// <param name="Macs">Multiply-adds of one run with batch size 1; nodes of unknown shapes count as 0.</param>
/// <param name="Nodes">Number of nodes, without constants.</param>
public sealed record ModelFigures(long Parameters, long ParameterBytes, long Macs, int Nodes)
{
    /// <summary>Measures a model.</summary>
    public static ModelFigures Of(Model model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Of(AnalysedGraph.Read(model, preserveOutputOrder: false));
    }

    internal static ModelFigures Of(AnalysedGraph graph)
    {
        var constants = graph.Model.Graph.Values.Select(value => value.Constant).OfType<Tensor>().ToArray();
        var nodes = graph.Model.Graph.Nodes;
        return new(
            constants.Where(tensor => tensor.ElementType.IsFloat() || tensor.ElementType is ElementType.Int8 or ElementType.UInt8).Sum(tensor => tensor.Count),
            constants.Sum(tensor => tensor.Count * tensor.ElementType.ByteSize()),
            nodes.Sum(graph.Macs),
            nodes.Count(node => node.OpType != "Constant"));
    }
}
