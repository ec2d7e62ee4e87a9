using Upscale.Onnx;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Preparing;

/// <summary>Declares the shapes of outputs that the file leaves out and that follow from the graph.</summary>
internal static class InferredOutputs
{
    /// <returns>The same model where every output says its shape, or nothing more is known.</returns>
    /// <exception cref="UpscaleException">UPS11xx: shapes that contradict each other.</exception>
    public static Model Apply(Model model)
    {
        var silent = model.Graph.Outputs.Where(output => output is { DeclaredShape: null, Structure: null, ElementType: not ElementType.Undefined }).ToArray();
        if (silent.Length == 0)
        {
            return model;
        }

        var (patch, shapes) = (new ModelPatch(model), ShapeInference.Run(model.Graph));
        var inferred = Array.FindAll(silent, output => shapes.ShapeOf(output) is not null);
        foreach (var output in inferred)
        {
            patch.SetDeclaredShape(output, shapes.ShapeOf(output));
        }

        return inferred.Length > 0 ? patch.Apply() : model;
    }
}
