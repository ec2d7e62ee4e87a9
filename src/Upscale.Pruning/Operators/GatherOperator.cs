using System.Collections.Immutable;
using Upscale.Onnx;
using Upscale.Pruning.Channels;
using Upscale.Pruning.Rewriting;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Operators;

/// <summary>Picks entries along one axis: data [A…, D, B…], indices [I…] -> [A…, I…, B…]; the other axes are carried.</summary>
internal sealed class GatherOperator : Operator
{
    public override ImmutableArray<string> OpTypes { get; } = ["Gather"];

    internal override void InferShapes(ShapeContext context)
    {
        if (context.Input(0) is not { } data || context.Input(1) is not { } indices || Axis(context, data.Rank) is not { } axis)
        {
            return;
        }

        var output = new Shape([.. data.Take(axis), .. indices, .. data.Skip(axis + 1)]);
        context.Set(0, output);
        if (context.Sizes(0) is { Dims.Length: 1 } sizes)
        {
            var picked = context.Integers(1)?.Select(index => OperatorContext.Axis(index, sizes.Terms.Length)).ToArray();
            context.SetSizes(0, picked is null || picked.Contains(null)
                ? SizeVector.Unknown(output)
                : new SizeVector([.. picked.Select(index => sizes.Terms[index!.Value])]).Reshape(output));
        }
    }

    internal override Tensor? Evaluate(OperatorContext context) =>
        context.Constant(0) is { } data && Indices(context) is { } indices && Axis(context, data.Dims.Length) is { } axis
            ? TensorSelection.Apply(data, axis, indices)
            : null;

    internal override Labels Labels(OperatorContext context)
    {
        if (context.Input(0) is not { } data || context.Input(1) is not { } indices || Axis(context, data.Rank) is not { } axis)
        {
            return Pinned("the ranks of its inputs are not known");
        }

        var letters = Operators.Labels.Axes(data.Rank, other => other != axis);
        return $"{letters}, . -> {letters[..axis]}{new string('_', indices.Rank)}{letters[(axis + 1)..]}";
    }

    /// <summary>
    /// Constant indices on a channel axis pick slots; a single index on one of several channel axes picks a row of them.
    /// A graph input that is only reordered has channels that what follows may take as they come.
    /// </summary>
    internal override void Propagate(ChannelFlow flow)
    {
        if (Reordered(flow.Context) is { } reordered)
        {
            flow.Output(0, new(reordered.Axis, flow.Give(reordered.Places)));
        }
        else if (Picked(flow.Context, flow.Input(0)) is var (channelAxis, indices))
        {
            var picked = AxisSelection.Apply(flow.Input(0)!, channelAxis, indices, keepAxis: flow.Context.Constant(1)!.Dims.Length == 1);
            flow.Require(new NonEmpty(picked.List));
            flow.Output(0, picked);
        }
        else
        {
            base.Propagate(flow);
        }
    }

    /// <summary>Indices follow the channels that they pick.</summary>
    internal override void Fix(FixContext context)
    {
        var input = context.InputChannels(0);
        if (Reordered(context) is { } reordered)
        {
            context.ReplaceIntegers(1, [.. context.PositionsOn(context.OutputChannels(0)!, 0).ToArray().Select(position => (long)reordered.Places[position])]);
            return;
        }

        if (Picked(context, input) is not var (channelAxis, indices) || context.OutputChannels(0) is not { } output)
        {
            return;
        }

        var surviving = context.PositionsOn(input!, channelAxis).ToArray();
        if (context.Constant(1)!.Dims.IsEmpty)
        {
            context.ReplaceInteger(1, Array.IndexOf(surviving, indices[0]));
        }
        else
        {
            int[] kept = output.Axes.Length < input!.Axes.Length ? [0] : [.. context.PositionsOn(output, channelAxis)];
            context.ReplaceIntegers(1, [.. kept.Select(position => (long)Array.IndexOf(surviving, indices[position]))]);
        }
    }

    /// <summary>The axis of a graph input, other than that of the batch, all of whose positions constant indices put in another order, and the indices.</summary>
    private static (int Axis, ImmutableArray<int> Places)? Reordered(OperatorContext context)
    {
        if (context.Node.Input(0) is not { IsGraphInput: true, Constant: null } || context.Input(0) is not { } data
            || Axis(context, data.Rank) is not { } axis || axis == 0 || !data[axis].IsKnown
            || Indices(context) is not { Dims.Length: 1 } indices || indices.Count != data[axis].Size)
        {
            return null;
        }

        var places = indices.ToInt64s().Select(index => OperatorContext.Axis(index, (int)indices.Count) ?? -1).ToImmutableArray();
        var original = Enumerable.Range(0, places.Length).ToArray();
        return places.Order().SequenceEqual(original) && !places.SequenceEqual(original) ? (axis, places) : null;
    }

    /// <summary>Which of the channels' axes constant indices pick from, and the indices; null for anything else.</summary>
    private static (int ChannelAxis, int[] Indices)? Picked(OperatorContext context, ChannelSlots? channels)
    {
        var axis = context.Input(0) is { } data ? Axis(context, data.Rank) : null;
        var channelAxis = axis is null || channels is null ? -1 : channels.Axes.IndexOf(axis.Value);
        if (channelAxis < 0 || Indices(context) is not { Dims.Length: <= 1, Count: > 0 } constant || constant.Dims.IsEmpty && channels!.SingleAxis is not null)
        {
            return null;
        }

        var indices = constant.ToInt64s().Select(index => OperatorContext.Axis(index, channels!.Extents[channelAxis])).ToArray();
        return indices.Contains(null) ? null : (channelAxis, [.. indices.Select(index => index!.Value)]);
    }

    private static Tensor? Indices(OperatorContext context) =>
        context.Constant(1) is { ElementType: ElementType.Int32 or ElementType.Int64 } indices ? indices : null;

    private static int? Axis(OperatorContext context, int rank) => OperatorContext.Axis(context.Node.Int("axis", 0), rank);
}
