using System.Collections.Immutable;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Operators;

/// <summary>A tensor written in the node; its shape and contents are those of the constant.</summary>
internal sealed class ConstantOperator : Operator
{
    public override ImmutableArray<string> OpTypes { get; } = ["Constant"];

    internal override void InferShapes(ShapeContext context)
    {
    }

    internal override Labels Labels(OperatorContext context) => "-> .";
}
