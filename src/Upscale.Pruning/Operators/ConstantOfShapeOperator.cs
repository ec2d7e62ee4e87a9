using System.Collections.Immutable;
using Upscale.Onnx;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Operators;

/// <summary>A tensor of the shape that its input names, filled with one value; zero by default.</summary>
internal sealed class ConstantOfShapeOperator : Operator
{
    public override ImmutableArray<string> OpTypes { get; } = ["ConstantOfShape"];

    internal override void InferShapes(ShapeContext context)
    {
        if (context.Sizes(0) is { Dims.Length: 1 } sizes)
        {
            var output = new Shape(sizes.Terms.Select(term => term.Value is < 0
                ? throw context.Contradiction("sizes of at least 0", $"{term.Value}")
                : term.Dim));
            context.Set(0, output);
            if (context.Node.TensorAttribute("value") is { Count: 1 } value && SizeVector.From(value) is { Terms: [var fill] }
                && output.ElementCount is { } count && count <= SizeVector.Limit)
            {
                context.SetSizes(0, new([.. Enumerable.Repeat(fill, (int)count)], [.. output.Select(dim => dim.Size)]));
            }
        }
        else if (context.Length(0) is { } rank)
        {
            context.Set(0, DimArithmetic.OfRank(rank));
        }
    }

    internal override Labels Labels(OperatorContext context) => ". -> .";
}
