using Upscale.Onnx;
using Upscale.Pruning.Operators;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Inspection;

/// <summary>The size of a model.</summary>
/// <param name="Parameters">Elements of all floating-point and 8-bit constants.</param>
/// <param name="ParameterBytes">Bytes of all constants.</param>
/// <param name="Macs">Multiply-adds of one run with batch size 1; nodes of unknown shapes count as 0.</param>
/// <param name="Nodes">Number of nodes, without constants.</param>
public sealed record ModelFigures(long Parameters, long ParameterBytes, long Macs, int Nodes)
{
    /// <summary>Measures a model.</summary>
    /// <exception cref="UpscaleException">UPS11xx: the model's shapes contradict each other.</exception>
    public static ModelFigures Of(Model model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Of(model.Graph, ShapeInference.Run(model.Graph));
    }

    internal static ModelFigures Of(AnalysedGraph graph) => Of(graph.Model.Graph, graph.Shapes);

    private static ModelFigures Of(Graph graph, ShapeTable shapes)
    {
        var constants = graph.Values.Select(value => value.Constant).OfType<Tensor>().ToArray();
        return new(
            constants.Where(tensor => tensor.ElementType.IsFloat() || tensor.ElementType is ElementType.Int8 or ElementType.UInt8).Sum(tensor => tensor.Count),
            constants.Sum(tensor => tensor.ByteCount),
            graph.Nodes.Sum(node => OperatorContext.Macs(node, shapes)),
            graph.Nodes.Count(node => node.OpType != "Constant"));
    }
}
