using System.Collections.Immutable;
using Upscale.Onnx;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Operators;

/// <summary>Adds (or cuts, where negative) positions before and behind some axes, by attribute or input 1; the other axes are carried.</summary>
internal sealed class PadOperator : Operator
{
    public override ImmutableArray<string> OpTypes { get; } = ["Pad"];

    internal override void InferShapes(ShapeContext context)
    {
        if (context.Input(0) is not { } input)
        {
            return;
        }

        context.Set(0, Pads(context, input.Rank) is { } pads
            ? new(input.Select((dim, axis) => Padded(dim, pads[axis])))
            : DimArithmetic.OfRank(input.Rank));
    }

    internal override Labels Labels(OperatorContext context)
    {
        if (context.Input(0) is not { } input || Pads(context, input.Rank) is not { } pads)
        {
            return Pinned("its pads are not known");
        }

        var letters = Operators.Labels.Axes(input.Rank, axis => pads[axis] == (0, 0));
        return $"{letters}, . -> {letters}";
    }

    /// <summary>Positions added before and behind each axis; null entries where not known.</summary>
    /// <returns>null when nothing is known of them.</returns>
    public static (long? Before, long? Behind)[]? Pads(OperatorContext context, int rank)
    {
        var pads = (context.Node.Ints("pads") ?? context.Node.Ints("paddings"))?.Select(pad => (long?)pad).ToArray()
            ?? context.Sizes(1)?.Terms.Select(term => term.Value).ToArray();
        var axes = context.HasInput(3) ? context.Axes(rank, 3) : [.. Enumerable.Range(0, rank)];
        if (pads is null || axes is null || pads.Length != axes.Length * 2)
        {
            return null;
        }

        var result = Enumerable.Repeat<(long? Before, long? Behind)>((0, 0), rank).ToArray();
        for (var i = 0; i < axes.Length; i++)
        {
            result[axes[i]] = (pads[i], pads[i + axes.Length]);
        }

        return result;
    }

    private static Dim Padded(Dim dim, (long? Before, long? Behind) pads) =>
        pads == (0, 0) ? dim
        : pads.Before is { } before && pads.Behind is { } behind ? dim.Map(size => checked(size + before + behind))
        : Dim.Unknown;
}
