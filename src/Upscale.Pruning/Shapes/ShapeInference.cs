using Upscale.Onnx;
using Upscale.Pruning.Operators;

namespace Upscale.Pruning.Shapes;

/// <summary>Shapes of every value of a graph, from its inputs and initializers onwards.</summary>
internal static class ShapeInference
{
    /// <summary>Visits the nodes once, in order. Operators that the catalog does not know keep the shapes that the model declares.</summary>
    /// <exception cref="UpscaleException">UPS1101: a node's operands contradict each other, or a size is negative or beyond 64 bits.</exception>
    public static ShapeTable Run(Graph graph)
    {
        var shapes = new ShapeTable();
        foreach (var node in graph.Nodes)
        {
            if (node.Subgraphs.Count == 0 && OperatorCatalog.Find(node) is { } op)
            {
                Infer(op, new ShapeContext(node, shapes));
            }
        }

        return shapes;
    }

    private static void Infer(Operator op, ShapeContext context)
    {
        try
        {
            op.InferShapes(context);
        }
        catch (Exception exception) when (exception is ArithmeticException or ArgumentException or IndexOutOfRangeException)
        {
            var shapes = string.Join(", ", Enumerable.Range(0, context.InputCount).Select(input => context.Input(input)?.ToString() ?? "?"));
            throw new UpscaleException(
                "UPS1101",
                $"{context.Node.Label}: its attributes and inputs {shapes} make a size that is negative or beyond 64 bits; export the model again",
                node: context.Node.Label,
                inner: exception);
        }
    }
}
