using Upscale.Onnx;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Cleaning;

/// <summary>What an exported model computes for nothing. The result computes the same up to the rounding of float32.</summary>
internal static class ModelCleaning
{
    /// <summary>Normalisations one behind the other are folded one by one, up to so many.</summary>
    private const int MostInARow = 4;

    /// <summary>Reads of everything are dropped; normalisations become part of the layers before them, or layers; what is left over goes.</summary>
    public static Model Run(Model model)
    {
        model = WithShapes(model, IdentityRead.TryRemove);
        for (var fold = 0; fold < MostInARow; fold++)
        {
            var folded = Rewrite(model, FoldedNormalization.TryFold);
            if (ReferenceEquals(folded, model))
            {
                break;
            }

            model = folded;
        }

        return WithShapes(model, DepthwiseNormalization.TryReplace);
    }

    private static Model WithShapes(Model model, Func<Node, ShapeTable, ModelPatch, bool> tryRewrite)
    {
        var shapes = ShapeInference.Run(model.Graph);
        return Rewrite(model, (node, patch) => tryRewrite(node, shapes, patch));
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
