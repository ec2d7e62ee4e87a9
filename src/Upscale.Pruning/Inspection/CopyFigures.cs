using Upscale.Onnx;
using Upscale.Pruning.Operators;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Inspection;

/// <summary>What a model copies instead of computing, in one run with batch size 1.</summary>
/// <param name="Nodes">Slices and gathers of computed tensors.</param>
/// <param name="Bytes">What they write.</param>
public sealed record CopyFigures(int Nodes, long Bytes)
{
    /// <summary>Counts the copies of a model.</summary>
    /// <exception cref="UpscaleException">UPS11xx: the model's shapes contradict each other.</exception>
    public static CopyFigures Of(Model model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var shapes = ShapeInference.Run(model.Graph);
        var copies = model.Graph.Nodes.Where(node => node.OpType is "Slice" or "Gather" && shapes.ConstantOf(node.Inputs[0]!) is null).ToArray();
        return new(copies.Length, copies.Sum(node => OperatorContext.Volume(shapes.ShapeOf(node.Outputs[0]!), node.Outputs[0]!.ElementType == ElementType.Float16 ? sizeof(short) : sizeof(float))));
    }
}
