using System.Collections.Immutable;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Operators;

/// <summary>Operators with sub-graphs; their outputs keep the shapes that the model declares.</summary>
internal sealed class ControlFlowOperator : Operator
{
    public override ImmutableArray<string> OpTypes { get; } = ["If", "Loop", "Scan"];

    internal override void InferShapes(ShapeContext context)
    {
    }

    internal override Labels Labels(OperatorContext context) => Pinned("it has sub-graphs");
}
