using Upscale.Onnx;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Cleaning;

/// <summary>What an exported model computes for nothing. The result computes the same up to the rounding of float32.</summary>
internal static class ModelCleaning
{
    /// <summary>Normalisations become part of the layers before them, or layers; what is left over by that is dropped.</summary>
    public static Model Run(Model model)
    {
        var shapes = ShapeInference.Run(model.Graph);
        var patch = new ModelPatch(model);
        var changed = false;
        foreach (var node in model.Graph.Nodes.Where(node => node.OpType == "BatchNormalization"))
        {
            changed |= FoldedNormalization.TryFold(node, patch) || DepthwiseNormalization.TryReplace(node, shapes, patch);
        }

        return changed ? patch.Apply() : model;
    }
}
