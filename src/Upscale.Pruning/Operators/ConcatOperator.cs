using System.Collections.Immutable;
using Upscale.Onnx;
using Upscale.Pruning.Channels;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Operators;

/// <summary>Joins tensors along one axis; the others are equal and carried.</summary>
internal sealed class ConcatOperator : Operator
{
    public override ImmutableArray<string> OpTypes { get; } = ["Concat"];

    internal override void InferShapes(ShapeContext context)
    {
        var shapes = Enumerable.Range(0, context.InputCount).Where(context.HasInput).Select(context.Input).ToArray();
        if (shapes.FirstOrDefault(shape => shape is not null) is not { } known || Axis(context, known.Rank) is not { } axis)
        {
            return;
        }

        if (shapes.Any(shape => shape is not null && shape.Rank != known.Rank))
        {
            throw context.Contradiction("inputs of one rank", string.Join(" and ", shapes.Select(shape => shape?.ToString() ?? "?")));
        }

        context.Set(0, new(Enumerable.Range(0, known.Rank).Select(other => other == axis
            ? shapes.Aggregate(Dim.Known(0), (sum, shape) => sum.Plus(shape?[axis] ?? Dim.Unknown))
            : Common(context, shapes, other))));
        InferSizes(context);
    }

    internal override Tensor? Evaluate(OperatorContext context)
    {
        var parts = Enumerable.Range(0, context.InputCount).Select(context.Constant).OfType<Tensor>().ToArray();
        return parts.Length == context.InputCount && Axis(context, parts[0].Dims.Length) is { } axis ? TensorBroadcast.Join(parts, axis) : null;
    }

    internal override Labels Labels(OperatorContext context)
    {
        var rank = context.Output(0)?.Rank ?? 0;
        return Axis(context, rank) is { } axis
            ? Carry(context.Output(0), other => other != axis, inputs: context.InputCount)
            : Pinned("its axis is not known");
    }

    /// <summary>Along the channel axis, lists are concatenated; operands that are not tracked bring channels that are held.</summary>
    internal override void Propagate(ChannelFlow flow)
    {
        var axis = Axis(flow.Context, flow.Context.Output(0)?.Rank ?? 0);
        var inputs = Enumerable.Range(0, flow.Context.InputCount).Where(flow.Context.HasInput).ToArray();
        var extents = inputs.Select(input => axis is null ? Dim.Unknown : flow.Context.Input(input)?[axis.Value] ?? Dim.Unknown).ToArray();
        if (axis is not null && SeveralAxes(flow, inputs, axis.Value) is { } joined)
        {
            flow.Output(0, joined);
            return;
        }

        var along = inputs.Any(input => axis is not null && flow.Input(input)?.SingleAxis == axis);
        if (!along || extents.Any(extent => !extent.IsKnown))
        {
            base.Propagate(flow);
            return;
        }

        var lists = inputs.Select((input, i) =>
        {
            var channels = flow.Input(input);
            if (channels?.SingleAxis == axis)
            {
                return channels!.List;
            }

            flow.Pin(input, "Concat joins it with channels on another axis");
            var reason = flow.IsActivation(input) ? "its channels are not tracked" : "a constant operand of Concat";
            return flow.Hold(input, (int)extents[i].Size, reason);
        });
        flow.Output(0, new(axis!.Value, SlotList.Concat([.. lists])));
    }

    /// <summary>Operands whose channels lie on the same axes, more than one, are joined along one of them.</summary>
    /// <returns>null for any others.</returns>
    private static ChannelSlots? SeveralAxes(ChannelFlow flow, int[] inputs, int axis)
    {
        if (flow.Input(inputs[0]) is not { Axes.Length: > 1 } first || first.Axes.IndexOf(axis) is not (>= 0 and var channelAxis))
        {
            return null;
        }

        var operands = inputs.Select(flow.Input).OfType<ChannelSlots>().Where(channels => channels.Axes.SequenceEqual(first.Axes)
            && channels.Extents.SetItem(channelAxis, 0).SequenceEqual(first.Extents.SetItem(channelAxis, 0))).ToArray();
        if (operands.Length < inputs.Length)
        {
            return null;
        }

        var lengths = operands.Select(channels => channels.Extents.Skip(channelAxis).Aggregate(1, (product, extent) => product * extent)).ToArray();
        var starts = operands.Select((_, i) => operands.Take(i).Sum(channels => channels.List.Count)).ToArray();
        var source = Enumerable.Range(0, operands[0].List.Count / lengths[0])
            .SelectMany(row => operands.SelectMany((_, i) => Enumerable.Range(starts[i] + (row * lengths[i]), lengths[i])));
        return new(
            first.Axes,
            first.Extents.SetItem(channelAxis, operands.Sum(channels => channels.Extents[channelAxis])),
            SlotList.Concat([.. operands.Select(channels => channels.List)]).Select([.. source]));
    }

    private static Dim Common(ShapeContext context, Shape?[] shapes, int axis)
    {
        var common = Dim.Unknown;
        foreach (var shape in shapes.Where(shape => shape is not null))
        {
            context.RequireSame(common, shape![axis], $"as extent of axis {axis}");
            common = common.IsKnown || (common.Symbol is not null && !shape[axis].IsKnown) ? common : shape[axis];
        }

        return common;
    }

    private static void InferSizes(ShapeContext context)
    {
        var parts = Enumerable.Range(0, context.InputCount).Where(context.HasInput)
            .Select(input => context.Sizes(input) ?? SizeVector.Unknown(context.Input(input))).ToArray();
        if (parts.All(part => part is { Dims.Length: 1 }) && parts.Sum(part => part!.Terms.Length) <= SizeVector.Limit
            && Enumerable.Range(0, context.InputCount).Any(input => context.Sizes(input) is not null))
        {
            context.SetSizes(0, new([.. parts.SelectMany(part => part!.Terms)]));
        }
    }

    private static int? Axis(OperatorContext context, int rank) => OperatorContext.Axis(context.Node.Int("axis", 1), rank);
}
