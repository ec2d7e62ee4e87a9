using System.Collections.Immutable;
using Upscale.Onnx;
using Upscale.Pruning.Channels;
using Upscale.Pruning.Rewriting;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Operators;

/// <summary>Broadcasts X with the shape that input 1 names; an axis that keeps its size is carried.</summary>
internal sealed class ExpandOperator : Operator
{
    public override ImmutableArray<string> OpTypes { get; } = ["Expand"];

    internal override void InferShapes(ShapeContext context)
    {
        if (context.Input(0) is { } input && context.Sizes(1) is { Dims.Length: 1 } sizes)
        {
            context.Set(0, context.Broadcast(input, new Shape(sizes.Terms.Select(term => term.Dim))));
        }
        else if (context.Input(0) is { } shape && context.Length(1) is { } rank)
        {
            context.Set(0, DimArithmetic.OfRank(Math.Max(shape.Rank, rank)));
        }
    }

    internal override Tensor? Evaluate(OperatorContext context) =>
        context.Constant(0) is { } constant && context.Integers(1) is not null && context.Output(0) is { IsStatic: true } output
            ? TensorBroadcast.Expand(constant, [.. output.Select(dim => dim.Size)])
            : null;

    internal override bool FollowsCounts(OperatorContext context) => context.Integers(1) is not null;

    internal override void Propagate(ChannelFlow flow)
    {
        if (flow.Context.Integers(1) is null)
        {
            flow.Pin(0, "the shape that Expand makes is computed");
        }

        base.Propagate(flow);
    }

    /// <summary>The constant shape follows the channels that it counts.</summary>
    internal override void Fix(FixContext context)
    {
        if (context.OutputChannels(0) is { } channels && context.Integers(1) is { } sizes)
        {
            var (extents, shift) = (context.Extents(channels), context.Output(0)!.Rank - sizes.Length);
            for (var i = 0; i < extents.Length; i++)
            {
                var axis = channels.Axes[i] - shift;
                if (axis >= 0 && sizes[axis] != 1)
                {
                    sizes[axis] = extents[i];
                }
            }

            context.ReplaceIntegers(1, sizes);
        }
    }

    internal override IReadOnlyList<int> SizeInputs => [1];

    internal override Labels Labels(OperatorContext context)
    {
        if (context.Input(0) is not { } input || context.Output(0) is not { } output || output.Rank < input.Rank)
        {
            return Pinned("its shape is not known");
        }

        var added = output.Rank - input.Rank;
        var letters = Operators.Labels.Axes(input.Rank, axis => input[axis].SameAs(output[axis + added]));
        return $"{letters}, . -> {new string('_', added)}{letters}";
    }
}
