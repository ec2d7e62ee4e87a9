using System.Collections.Immutable;
using Upscale.Onnx;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Operators;

/// <summary>Matrix product as in numpy: A [B…, M, K], B [B…, K, N] -> Y [B…, M, N]; leading axes broadcast, operands of rank 1 lose theirs.</summary>
internal sealed class MatMulOperator : Operator
{
    private const string Batch = "abcdefghijklmnopqrstuvw";

    public override ImmutableArray<string> OpTypes { get; } = ["MatMul"];

    internal override void InferShapes(ShapeContext context) => context.Set(0, OutputShape(context, context.Input(1)));

    /// <summary>Shape of Y.</summary>
    /// <returns>null when a rank is not known.</returns>
    /// <exception cref="UpscaleException">UPS1101: A and B do not fit each other.</exception>
    public static Shape? OutputShape(ShapeContext context, Shape? right)
    {
        if (context.Input(0) is not { Rank: > 0 } left || right is not { Rank: > 0 })
        {
            return null;
        }

        var inner = right.Rank == 1 ? right[0] : right[right.Rank - 2];
        context.RequireSame(left[left.Rank - 1], inner, "rows of B");
        var batch = context.Broadcast(new Shape(left.SkipLast(2)), new Shape(right.SkipLast(2)))!;
        return new([.. batch, .. left.SkipLast(1).TakeLast(left.Rank > 1 ? 1 : 0), .. right.Skip(1).TakeLast(right.Rank > 1 ? 1 : 0)]);
    }

    /// <summary>M and N follow their operand, K is contracted; a leading axis is followed where its operand is not broadcast.</summary>
    internal override bool FollowsRepeats => true;

    internal override Labels Labels(OperatorContext context)
    {
        if (context.Input(0) is not { Rank: > 0 and < 20 } left || context.Input(1) is not { Rank: > 0 and < 20 } right)
        {
            return Pinned("the ranks of its inputs are not known");
        }

        var batch = Math.Max(Math.Max(left.Rank, right.Rank) - 2, 0);
        var letters = string.Concat(Enumerable.Range(0, batch).Select(axis => BatchLetter(left, right, axis, batch)));
        return $"{Operand(left, letters, left.Rank == 1 ? "I" : "MI")}, {Operand(right, letters, right.Rank == 1 ? "I" : "IO")}"
            + $" -> {letters}{(left.Rank > 1 ? "M" : "")}{(right.Rank > 1 ? "O" : "")}";
    }

    /// <summary>Outputs times K, whether an operand is constant or not.</summary>
    internal override long Macs(OperatorContext context) =>
        context.Input(0) is { Rank: > 0 } left && left[left.Rank - 1] is { IsKnown: true } inner
            ? OperatorContext.Volume(context.Output(0), inner.Size)
            : 0;

    private static string Operand(Shape shape, string batch, string matrix)
    {
        var rank = Math.Max(shape.Rank - 2, 0);
        var letters = batch[^rank..].Select((letter, axis) => shape[axis] == 1L ? '_' : letter);
        return string.Concat(letters) + matrix;
    }

    private static char BatchLetter(Shape left, Shape right, int axis, int batch)
    {
        var (ofLeft, ofRight) = (At(left, axis, batch), At(right, axis, batch));
        return ofLeft == 1L && ofRight == 1L ? '_' : Batch[axis];
    }

    private static Dim At(Shape shape, int axis, int batch)
    {
        var own = axis - batch + shape.Rank - 2;
        return own < 0 ? 1 : shape[own];
    }
}
