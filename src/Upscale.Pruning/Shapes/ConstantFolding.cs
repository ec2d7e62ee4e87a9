using Upscale.Onnx;
using Upscale.Pruning.Operators;

namespace Upscale.Pruning.Shapes;

/// <summary>
/// Makes constants of what only looks computed: weights behind Identity, Cast, Transpose and Reshape, and sizes that exporters compute
/// from static shapes. What remains computed is what really differs between runs.
/// </summary>
internal static class ConstantFolding
{
    /// <summary>Folds a model; its inputs, outputs and node outputs keep their names.</summary>
    /// <returns>The folded model, or the same one when there is nothing to fold, with its shapes.</returns>
    public static (Model Model, ShapeTable Shapes) Run(Model model)
    {
        var shapes = ShapeInference.Run(model.Graph);
        var patch = new ModelPatch(model);
        var folds = false;
        foreach (var node in model.Graph.Nodes)
        {
            if (node.Subgraphs.Count == 0 && OperatorCatalog.Find(node) is { } op)
            {
                var context = new OperatorContext(node, shapes);
                folds |= FoldOutput(op, context, shapes, patch);
                folds |= FoldSizes(op, context, patch);
            }
        }

        if (!folds)
        {
            return (model, shapes);
        }

        var folded = patch.Apply();
        return (folded, ShapeInference.Run(folded.Graph));
    }

    private static bool FoldOutput(Operator op, OperatorContext context, ShapeTable shapes, ModelPatch patch)
    {
        var known = context.Constant(0) is not null || context.Integers(0) is not null;
        if (!known || !HaveWholeBytes(context) || context.Node.Outputs is not [{ } output] || op.Evaluate(context) is not { } tensor)
        {
            return false;
        }

        shapes.SetConstant(output, tensor);
        patch.ReplaceUses(output, patch.AddInitializer(tensor.WithName($"{output.Name}.folded")));
        return true;
    }

    /// <summary>Whether no constant is of strings or of packed elements, which cannot be taken apart byte by byte.</summary>
    private static bool HaveWholeBytes(OperatorContext context) =>
        Enumerable.Range(0, context.Node.Inputs.Count).All(input => context.Constant(input) is not { } constant || constant.ElementType.BitSize() >= 8);

    private static bool FoldSizes(Operator op, OperatorContext context, ModelPatch patch)
    {
        var inputs = op.SizeInputs.Where(context.HasInput).ToArray();
        if (inputs.All(input => context.Node.Input(input)!.Constant is not null) || inputs.Any(input => context.Integers(input) is null))
        {
            return false;
        }

        foreach (var input in inputs)
        {
            var name = $"{context.Node.Input(input)!.Name}.folded";
            patch.SetInput(context.Node, input, patch.AddInitializer(
                Tensor.FromInt64s(name, [.. context.Sizes(input)!.Dims], context.Integers(input)!)));
        }

        return true;
    }
}
