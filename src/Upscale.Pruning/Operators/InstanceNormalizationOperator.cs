using System.Collections.Immutable;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Operators;

/// <summary>Instance normalization: X [N, C, D1…], scale and bias [C] -> Y of the shape of X; every channel on its own.</summary>
internal sealed class InstanceNormalizationOperator : Operator
{
    public override ImmutableArray<string> OpTypes { get; } = ["InstanceNormalization"];

    internal override void InferShapes(ShapeContext context) => context.SetLike(0, 0);

    internal override Labels Labels(OperatorContext context) => "_C., C, C -> _C.";
}
