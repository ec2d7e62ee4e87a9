using System.Collections.Immutable;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Operators;

/// <summary>General matrix product: A [M, K] or transposed, B [K, N] or transposed, C broadcast to [M, N] -> Y [M, N].</summary>
internal sealed class GemmOperator : Operator
{
    public override ImmutableArray<string> OpTypes { get; } = ["Gemm", "com.microsoft:FusedGemm"];

    internal override void InferShapes(ShapeContext context)
    {
        if (context.Input(0) is not { } left || context.Input(1) is not { } right)
        {
            return;
        }

        context.RequireSame(2, left.Rank, "axes of A");
        context.RequireSame(2, right.Rank, "axes of B");
        var (outerLeft, outerRight) = (TransA(context) ? 1 : 0, TransB(context) ? 0 : 1);
        context.RequireSame(left[1 - outerLeft], right[1 - outerRight], "rows of B");
        context.Set(0, new(left[outerLeft], right[outerRight]));
    }

    internal override Labels Labels(OperatorContext context)
    {
        var bias = Bias(context);
        return bias is null
            ? Pinned("the shape of its bias is not known")
            : $"{(TransA(context) ? "IM" : "MI")}, {(TransB(context) ? "OI" : "IO")}, {bias} -> MO";
    }

    /// <summary>Outputs times K.</summary>
    internal override long Macs(OperatorContext context) =>
        context.Input(1) is { Rank: 2 } right && right[TransB(context) ? 1 : 0] is { IsKnown: true } inner
            ? OperatorContext.Volume(context.Output(0), inner.Size)
            : 0;

    private static string? Bias(OperatorContext context)
    {
        if (!context.HasInput(2))
        {
            return ".";
        }

        if (context.Input(2) is not { Rank: <= 2 } bias || context.Output(0) is not { Rank: 2 } output)
        {
            return null;
        }

        var letters = bias.Select((dim, axis) => (Dim: dim, Axis: axis + 2 - bias.Rank))
            .Select(at => at.Dim.SameAs(output[at.Axis]) ? "MO"[at.Axis] : at.Dim == 1L ? '_' : '?');
        var labels = bias.Rank == 0 ? "." : string.Concat(letters);
        return labels.Contains('?', StringComparison.Ordinal) ? null : labels;
    }

    private static bool TransA(OperatorContext context) => context.Node.Int("transA", 0) != 0;

    private static bool TransB(OperatorContext context) => context.Node.Int("transB", 0) != 0;
}
