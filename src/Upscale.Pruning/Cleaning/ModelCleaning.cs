using Upscale.Onnx;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Cleaning;

/// <summary>What an exported model computes for nothing. The result computes the same up to the rounding of float32.</summary>
internal static class ModelCleaning
{
    /// <summary>Normalisations one behind the other are folded one by one, up to so many.</summary>
    private const int MostInARow = 4;

    /// <summary>Normalisations become part of the layers before them, or layers; reads of everything are dropped, and what is left over by that.</summary>
    public static Model Run(Model model)
    {
        for (var fold = 0; fold < MostInARow; fold++)
        {
            var folded = Rewrite(model, FoldedNormalization.TryFold);
            if (ReferenceEquals(folded, model))
            {
                break;
            }

            model = folded;
        }

        var shapes = ShapeInference.Run(model.Graph);
        return Rewrite(model, (node, patch) => DepthwiseNormalization.TryReplace(node, shapes, patch) || IdentityRead.TryRemove(node, shapes, patch));
    }

    private static Model Rewrite(Model model, Func<Node, ModelPatch, bool> tryRewrite)
    {
        var patch = new ModelPatch(model);
        var changed = false;
        foreach (var node in model.Graph.Nodes)
        {
            changed |= tryRewrite(node, patch);
        }

        return changed ? patch.Apply() : model;
    }
}
