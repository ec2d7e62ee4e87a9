using System.Collections.Immutable;
using Upscale.Onnx;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Operators;

/// <summary>Broadcasts X with the shape that input 1 names; an axis that keeps its size is carried.</summary>
internal sealed class ExpandOperator : Operator
{
    public override ImmutableArray<string> OpTypes { get; } = ["Expand"];

    internal override void InferShapes(ShapeContext context)
    {
        if (context.Input(0) is { } input && context.Sizes(1) is { Dims.Length: 1 } sizes)
        {
            context.Set(0, context.Broadcast(input, new Shape(sizes.Terms.Select(term => term.Dim))));
        }
        else if (context.Input(0) is { } shape && context.Length(1) is { } rank)
        {
            context.Set(0, DimArithmetic.OfRank(Math.Max(shape.Rank, rank)));
        }
    }

    internal override Labels Labels(OperatorContext context)
    {
        if (context.Input(0) is not { } input || context.Output(0) is not { } output || output.Rank < input.Rank)
        {
            return Pinned("its shape is not known");
        }

        var added = output.Rank - input.Rank;
        var letters = Operators.Labels.Axes(input.Rank, axis => input[axis].SameAs(output[axis + added]));
        return $"{letters}, . -> {new string('_', added)}{letters}";
    }
}
