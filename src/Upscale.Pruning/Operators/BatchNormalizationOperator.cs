using System.Collections.Immutable;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Operators;

/// <summary>Batch normalization: X [N, C, D1…], scale, bias, mean and variance [C] -> Y of the shape of X.</summary>
internal sealed class BatchNormalizationOperator : Operator
{
    public override ImmutableArray<string> OpTypes { get; } = ["BatchNormalization"];

    internal override void InferShapes(ShapeContext context)
    {
        context.SetLike(0, 0);
        context.SetLike(1, 3);
        context.SetLike(2, 4);
        if (context.Input(0) is { Rank: > 1 } input && context.Input(1) is { Rank: 1 } scale)
        {
            context.RequireSame(scale[0], input[1], "channels");
        }
    }

    /// <summary>Scale and shift.</summary>
    internal override IReadOnlyList<int>? ZeroedBy(OperatorContext context) => [1, 2];

    internal override Labels Labels(OperatorContext context) =>
        Enumerable.Range(1, 4).Any(context.IsUsed) || context.Node.Int("training_mode", 0) != 0 ? Pinned("it computes statistics of the batch")
        : context.Input(1) is { Rank: > 1 } ? Pinned("it has a scale per position")
        : "_C., C, C, C, C -> _C.";
}
