using System.Collections.Immutable;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Operators;

/// <summary>Samples X [N, C, D1…] at a grid [N, E1…, dimensions] -> Y [N, C, E1…].</summary>
internal sealed class GridSampleOperator : Operator
{
    public override ImmutableArray<string> OpTypes { get; } = ["GridSample", "com.microsoft:GridSample"];

    internal override void InferShapes(ShapeContext context)
    {
        if (context.Input(0) is { Rank: >= 2 } input && context.Input(1) is { Rank: >= 2 } grid)
        {
            context.Set(0, new([input[0], input[1], .. grid.Skip(1).SkipLast(1)]));
        }
    }

    internal override Labels Labels(OperatorContext context) => "_C., . -> _C.";
}
