using System.Collections.Immutable;
using Upscale.Onnx;
using Upscale.Pruning.Channels;
using Upscale.Pruning.Rewriting;
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

    internal override IReadOnlyList<int> SizeInputs => [1, 3];

    internal override Labels Labels(OperatorContext context)
    {
        if (context.Input(0) is not { } input || Pads(context, input.Rank) is not { } pads)
        {
            return Pinned("its pads are not known");
        }

        var letters = Operators.Labels.Axes(input.Rank, axis => pads[axis] == (0, 0));
        return $"{letters}, . -> {letters}";
    }

    /// <summary>Padding of the channel axis makes channels that the Pad itself produces.</summary>
    internal override void Propagate(ChannelFlow flow)
    {
        if (PaddedChannels(flow.Context, flow.Input(0)) is not var (axis, before, behind))
        {
            base.Propagate(flow);
            return;
        }

        var made = flow.Produce(before + behind);
        var (front, back) = (made.Select([.. Enumerable.Range(0, before)]), made.Select([.. Enumerable.Range(before, behind)]));
        flow.Require(new Undivided(front));
        flow.Require(new Undivided(back));
        flow.Output(0, new(axis, SlotList.Concat([front, flow.Input(0)!.List, back])));
    }

    /// <summary>The padding of the channel axis follows the channels that it makes.</summary>
    internal override void Fix(FixContext context)
    {
        var input = context.InputChannels(0);
        if (PaddedChannels(context, input) is not var (axis, before, _) || context.OutputChannels(0) is not { } output)
        {
            return;
        }

        var end = before + input!.List.Count;
        var (newBefore, newBehind) = (0L, 0L);
        foreach (var position in context.Positions(output))
        {
            newBefore += position < before ? 1 : 0;
            newBehind += position >= end ? 1 : 0;
        }

        var rank = context.Input(0)!.Rank;
        var axes = context.HasInput(3) ? context.Axes(rank, 3)! : [.. Enumerable.Range(0, rank)];
        var attribute = context.Node.HasAttribute("paddings") ? "paddings" : "pads";
        var pads = (context.Node.Ints(attribute) ?? context.Integers(1)!).ToArray();
        pads[Array.IndexOf(axes, axis)] = newBefore;
        pads[Array.IndexOf(axes, axis) + axes.Length] = newBehind;
        if (context.Node.HasAttribute(attribute))
        {
            context.Patch.SetAttribute(context.Node, attribute, pads);
        }
        else
        {
            context.ReplaceIntegers(1, pads);
        }
    }

    /// <summary>The channel axis and the constant channels added to it; null when there are none, or not in a way that is followed.</summary>
    private static (int Axis, int Before, int Behind)? PaddedChannels(OperatorContext context, ChannelSlots? channels)
    {
        const int Most = 1 << 24;
        var known = context.Node.HasAttribute("pads") || context.Node.HasAttribute("paddings") || context.Integers(1) is not null;
        return known && context.Node.Text("mode", "constant") == "constant"
            && channels is { SingleAxis: { } axis } && context.Input(0) is { } input && Pads(context, input.Rank) is { } pads
            && pads[axis] is { Before: >= 0 and < Most and var before, Behind: >= 0 and < Most and var behind } && before + behind > 0
            ? (axis, (int)before, (int)behind)
            : null;
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
