using System.Collections.Immutable;
using Upscale.Onnx;
using Upscale.Pruning.Channels;
using Upscale.Pruning.Rewriting;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Operators;

/// <summary>Cuts a tensor along one axis into parts of given sizes (attribute or input 1) or of one size; the other axes are carried.</summary>
internal sealed class SplitOperator : Operator
{
    public override ImmutableArray<string> OpTypes { get; } = ["Split"];

    internal override void InferShapes(ShapeContext context)
    {
        if (context.Input(0) is not { } input || Axis(context, input.Rank) is not { } axis)
        {
            return;
        }

        var parts = Parts(context, input[axis]);
        if (parts.Length != context.OutputCount)
        {
            throw context.Contradiction($"{context.OutputCount} parts", $"{parts.Length}");
        }

        context.RequireSame(input[axis], parts.Aggregate(Dim.Known(0), DimArithmetic.Plus), "elements in all parts");
        for (var output = 0; output < parts.Length; output++)
        {
            context.Set(output, input.With(axis, parts[output]));
        }
    }

    internal override IReadOnlyList<int> SizeInputs => [1];

    internal override Labels Labels(OperatorContext context) =>
        Axis(context, context.Input(0)?.Rank ?? 0) is { } axis
            ? Carry(context.Input(0), other => other != axis, outputs: context.OutputCount)
            : Pinned("its axis is not known");

    /// <summary>Along a channel axis, every output carries its part of the list.</summary>
    internal override void Propagate(ChannelFlow flow)
    {
        if (SplitChannels(flow.Context, flow.Input(0)) is not { } channelAxis)
        {
            base.Propagate(flow);
            return;
        }

        var channels = flow.Input(0)!;
        var parts = Parts(flow.Context, channels.Extents[channelAxis]);
        if (parts.Any(part => part is not { IsKnown: true, Size: > 0 }) || flow.Node.Outputs.Contains(null))
        {
            flow.Pin(0, "the sizes of Split's parts are not known");
            return;
        }

        for (var (output, start) = (0, 0); output < parts.Length; start += (int)parts[output++].Size)
        {
            var part = AxisSelection.Apply(channels, channelAxis, [.. Enumerable.Range(start, (int)parts[output].Size)], keepAxis: true);
            flow.Require(new NonEmpty(part.List));
            flow.Output(output, part);
        }
    }

    /// <summary>Sizes of parts follow their channels.</summary>
    internal override void Fix(FixContext context)
    {
        var input = context.InputChannels(0);
        if (SplitChannels(context, input) is not { } channelAxis
            || Enumerable.Range(0, context.OutputCount).Any(output => context.OutputChannels(output) is null))
        {
            return;
        }

        var sizes = Sizes(Parts(context, input!.Extents[channelAxis]), context.PositionsOn(input, channelAxis));
        context.Patch.RemoveAttribute(context.Node, "num_outputs");
        if (context.Node.Opset < 13)
        {
            context.Patch.SetAttribute(context.Node, "split", sizes);
        }
        else
        {
            context.ReplaceIntegers(1, sizes);
        }
    }

    /// <summary>How many of the surviving positions fall into each part.</summary>
    private static long[] Sizes(Dim[] parts, ReadOnlySpan<int> surviving)
    {
        var sizes = new long[parts.Length];
        var ends = parts.Select((_, part) => parts.Take(part + 1).Sum(dim => dim.Size)).ToArray();
        foreach (var position in surviving)
        {
            sizes[Array.FindIndex(ends, end => position < end)]++;
        }

        return sizes;
    }

    /// <summary>Which of the channels' axes is split; null when none is.</summary>
    private static int? SplitChannels(OperatorContext context, ChannelSlots? channels) =>
        context.Input(0) is { } input && Axis(context, input.Rank) is { } axis && channels?.Axes.IndexOf(axis) is >= 0 and var channelAxis
            ? channelAxis
            : null;

    private static Dim[] Parts(OperatorContext context, Dim extent)
    {
        if (context.Node.Ints("split") is { } attribute)
        {
            return [.. attribute.Select(Dim.Known)];
        }

        if (context.HasInput(1))
        {
            return context.Sizes(1) is { } sizes
                ? [.. sizes.Terms.Select(term => term.Dim)]
                : [.. Enumerable.Repeat(Dim.Unknown, context.OutputCount)];
        }

        var count = context.Node.Int("num_outputs", context.OutputCount);
        var part = extent.Map(size => (size + count - 1) / count);
        return [.. Enumerable.Repeat(part, context.OutputCount - 1), extent.Map(size => size - (part.Size * (count - 1)))];
    }

    private static int? Axis(OperatorContext context, int rank) => OperatorContext.Axis(context.Node.Int("axis", 0), rank);
}
