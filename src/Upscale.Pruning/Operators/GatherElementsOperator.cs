using System.Collections.Immutable;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Operators;

/// <summary>Picks elements along one axis: data and indices of one rank -> Y of the shape of the indices.</summary>
internal sealed class GatherElementsOperator : Operator
{
    public override ImmutableArray<string> OpTypes { get; } = ["GatherElements"];

    internal override void InferShapes(ShapeContext context) => context.SetLike(0, 1);

    internal override Labels Labels(OperatorContext context) => Pinned("its indices address every element of its input");
}
