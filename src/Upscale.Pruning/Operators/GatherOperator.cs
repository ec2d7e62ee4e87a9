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

    internal override Labels Labels(OperatorContext context)
    {
        if (context.Input(0) is not { } data || context.Input(1) is not { } indices || Axis(context, data.Rank) is not { } axis)
        {
            return Pinned("the ranks of its inputs are not known");
        }

        var letters = Operators.Labels.Axes(data.Rank, other => other != axis);
        return $"{letters}, . -> {letters[..axis]}{new string('_', indices.Rank)}{letters[(axis + 1)..]}";
    }

    /// <summary>Constant indices on the channel axis pick slots.</summary>
    internal override void Propagate(ChannelFlow flow)
    {
        if (Picked(flow.Context, flow.Input(0)) is { } indices)
        {
            var list = flow.Input(0)!.List.Select(indices);
            flow.Require(new NonEmpty(list));
            flow.Output(0, new(flow.Input(0)!.SingleAxis!.Value, list));
        }
        else
        {
            base.Propagate(flow);
        }
    }

    /// <summary>Indices follow the channels that they pick.</summary>
    internal override void Fix(FixContext context)
    {
        if (Picked(context, context.InputChannels(0)) is { } indices && context.OutputChannels(0) is { } output)
        {
            var physical = new Dictionary<int, long>();
            foreach (var position in context.Positions(context.InputChannels(0)!))
            {
                physical.Add(position, physical.Count);
            }

            var kept = context.Positions(output).ToArray();
            context.ReplaceIntegers(1, [.. kept.Select(position => physical[indices[position]])]);
        }
    }

    /// <summary>The channels that constant indices of rank 1 pick; null for anything else.</summary>
    private static int[]? Picked(OperatorContext context, ChannelSlots? channels)
    {
        var picks = channels?.SingleAxis is { } axis && context.Input(0) is { } data && Axis(context, data.Rank) == axis
            && context.Constant(1) is { Dims.Length: 1, Count: > 0 };
        var indices = picks ? context.Constant(1)!.ToInt64s().Select(index => OperatorContext.Axis(index, channels!.List.Count)).ToArray() : [null];
        return indices.Contains(null) ? null : [.. indices.Select(index => index!.Value)];
    }

    private static int? Axis(OperatorContext context, int rank) => OperatorContext.Axis(context.Node.Int("axis", 0), rank);
}
