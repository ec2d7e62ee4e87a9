using System.Collections.Immutable;
using Upscale.Onnx;
using Upscale.Pruning.Rewriting;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Operators;

/// <summary>Resamples X along axes by scales or to sizes, given as attribute (Upsample 7) or inputs; an axis that keeps its size is carried.</summary>
internal sealed class ResizeOperator : Operator
{
    private const int SizesInput = 3;

    public override ImmutableArray<string> OpTypes { get; } = ["Resize", "Upsample"];

    /// <summary>Sizes that are computed follow by themselves where they are extents of the input.</summary>
    internal override bool FollowsCounts(OperatorContext context) =>
        context.Integers(SizesInput) is not null
        || context.Sizes(SizesInput)?.Terms.All(term => term.Origins.Axes.All(origin => origin.Value == context.Node.Input(0))) == true;

    internal override void InferShapes(ShapeContext context)
    {
        if (context.Input(0) is not { } input)
        {
            return;
        }

        var axes = ResizedAxes(context, input.Rank);
        if (axes is not null && Scales(context) is { } scales && scales.Length == axes.Length)
        {
            context.Set(0, new(input.Select((dim, axis) => Array.IndexOf(axes, axis) is >= 0 and var i ? Scale(dim, scales[i]) : dim)));
        }
        else if (axes is not null && context.Sizes(SizesInput) is { } sizes && sizes.Terms.Length == axes.Length)
        {
            var targets = KeepAspectRatio(context, input, axes, sizes) ?? [.. sizes.Terms.Select(term => term.Dim)];
            context.Set(0, new(input.Select((dim, axis) => Array.IndexOf(axes, axis) is >= 0 and var i ? targets[i] : dim)));
        }
        else
        {
            context.Set(0, DimArithmetic.OfRank(input.Rank));
        }
    }

    internal override IReadOnlyList<int> SizeInputs => [SizesInput];

    internal override Labels Labels(OperatorContext context) =>
        context.Node.Text("coordinate_transformation_mode", "") == "tf_crop_and_resize"
            ? Pinned("it crops")
            : Carry(context.Input(0), axis => Keeps(context, context.Input(0)!, axis));

    /// <summary>Constant sizes that count a carried axis follow it.</summary>
    internal override void Fix(FixContext context)
    {
        if (context.Input(0) is not { } input || ResizedAxes(context, input.Rank) is not { } axes
            || context.Integers(SizesInput) is not { } sizes || sizes.Length != axes.Length
            || context.NewShape(context.Node.Outputs[0]!) is not { } output)
        {
            return;
        }

        var fixedSizes = sizes.Select((size, i) => output[axes[i]].IsKnown ? output[axes[i]].Size : size).ToArray();
        if (!fixedSizes.SequenceEqual(sizes))
        {
            context.ReplaceIntegers(SizesInput, fixedSizes);
        }
    }

    private static bool Keeps(OperatorContext context, Shape input, int axis)
    {
        var axes = ResizedAxes(context, input.Rank);
        var i = axes is null ? -1 : Array.IndexOf(axes, axis);
        if (i < 0 || Scales(context) is { } scales && scales.Length == axes!.Length && scales[i] == 1)
        {
            return axes is not null;
        }

        return Scales(context) is null && context.Sizes(SizesInput) is { } sizes && sizes.Terms.Length == axes!.Length
            && sizes.Terms[i].Dim.SameAs(input[axis])
            && (context.Integers(SizesInput) is not null || sizes.Terms[i].Origins.Axes.Take(2).SequenceEqual([new(context.Node.Input(0)!, axis)]))
            && context.Node.Text("keep_aspect_ratio_policy", "stretch") == "stretch";
    }

    private static int[]? ResizedAxes(OperatorContext context, int rank) =>
        context.Axes(rank, int.MaxValue) is not { Length: 0 } given ? context.Axes(rank, int.MaxValue) : [.. Enumerable.Range(0, rank)];

    private static float[]? Scales(OperatorContext context)
    {
        var input = context.Node.OpType == "Upsample" || context.Node.Opset < 11 ? 1 : 2;
        var scales = context.Node.Floats("scales") ?? context.Constant(input)?.ToFloats();
        return scales is { Length: > 0 } ? scales : null;
    }

    private static Dim Scale(Dim dim, float scale) => scale == 1 ? dim : dim.Map(size => checked((long)(size * scale)));

    private static Dim[]? KeepAspectRatio(OperatorContext context, Shape input, int[] axes, SizeVector sizes)
    {
        var policy = context.Node.Text("keep_aspect_ratio_policy", "stretch");
        if (policy == "stretch" || axes.Length == 0)
        {
            return null;
        }

        if (sizes.ToIntegers() is not { } targets || axes.Any(axis => !input[axis].IsKnown))
        {
            return [.. axes.Select(_ => Dim.Unknown)];
        }

        var scales = targets.Select((target, i) => (float)target / input[axes[i]].Size);
        var scale = policy == "not_larger" ? scales.Min() : scales.Max();
        return [.. axes.Select(axis => Dim.Known((long)MathF.Round(scale * input[axis].Size, MidpointRounding.AwayFromZero)))];
    }
}
