using System.Collections.Immutable;
using Upscale.Onnx;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Operators;

/// <summary>Pooling: X [N, C, D1…] -> Y [N, C, E1…]; MaxPool may return the indices of its maxima beside them.</summary>
internal sealed class PoolOperator : Operator
{
    public override ImmutableArray<string> OpTypes { get; } = ["AveragePool", "LpPool", "MaxPool"];

    internal override void InferShapes(ShapeContext context)
    {
        if (context.Input(0) is not { Rank: >= 2 } input)
        {
            return;
        }

        var window = SpatialWindow.Read(context, Enumerable.Repeat(Dim.Unknown, input.Rank - 2));
        var output = new Shape([.. input.Take(2), .. input.Skip(2).Select((dim, axis) => window.Output(axis, dim))]);
        context.Set(0, output);
        context.Set(1, output);
    }

    internal override IReadOnlyList<int>? ZeroedBy(OperatorContext context) => [];

    internal override Labels Labels(OperatorContext context) =>
        context.IsUsed(1) ? Pinned("the indices it returns count channels") : "_C. -> _C.";
}
