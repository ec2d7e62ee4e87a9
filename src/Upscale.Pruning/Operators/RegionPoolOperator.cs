using System.Collections.Immutable;
using Upscale.Onnx;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Operators;

/// <summary>Pooling over regions: X [N, C, H, W], regions [R, 4 or 5] -> Y [R, C, height, width].</summary>
internal sealed class RegionPoolOperator : Operator
{
    public override ImmutableArray<string> OpTypes { get; } = ["MaxRoiPool", "RoiAlign"];

    internal override void InferShapes(ShapeContext context)
    {
        if (context.Input(0) is not { Rank: 4 } input)
        {
            return;
        }

        var window = context.Node.Ints("pooled_shape") ?? [context.Node.Int("output_height", 1), context.Node.Int("output_width", 1)];
        var regions = context.Input(1) is { Rank: 2 } shape ? shape[0] : Dim.Unknown;
        context.Set(0, new([regions, input[1], .. window.Select(Dim.Known)]));
    }

    internal override Labels Labels(OperatorContext context) => "_C., ., . -> _C.";
}
