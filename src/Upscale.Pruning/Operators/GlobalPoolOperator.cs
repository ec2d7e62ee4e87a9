using System.Collections.Immutable;
using Upscale.Onnx;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Operators;

/// <summary>Pooling over all positions: X [N, C, D1…] -> Y [N, C, 1…].</summary>
internal sealed class GlobalPoolOperator : Operator
{
    public override ImmutableArray<string> OpTypes { get; } = ["GlobalAveragePool", "GlobalLpPool", "GlobalMaxPool"];

    internal override void InferShapes(ShapeContext context) =>
        context.Set(0, context.Input(0) is { Rank: >= 2 } input ? new([.. input.Take(2), .. input.Skip(2).Select(_ => Dim.Known(1))]) : null);

    internal override IReadOnlyList<int>? ZeroedBy(OperatorContext context) => [];

    internal override Labels Labels(OperatorContext context) => "_C. -> _C.";
}
