using System.Collections.Immutable;
using Upscale.Onnx;
using Upscale.Pruning.Channels;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Operators;

/// <summary>X -> [product of the axes before <c>axis</c>, product of the others].</summary>
internal sealed class FlattenOperator : Operator
{
    public override ImmutableArray<string> OpTypes { get; } = ["Flatten"];

    internal override void InferShapes(ShapeContext context)
    {
        if (context.Input(0) is { } input && Axis(context, input.Rank) is { } axis)
        {
            context.Set(0, new(input.Take(axis).Product(), input.Skip(axis).Product()));
        }
        else
        {
            context.Set(0, DimArithmetic.OfRank(2));
        }
    }

    internal override Tensor? Evaluate(OperatorContext context) => context.Reshaped();

    internal override Labels Labels(OperatorContext context) => Pinned("it merges axes");

    internal override void Propagate(ChannelFlow flow)
    {
        if (flow.Input(0) is not { } channels)
        {
            return;
        }

        if (flow.Context.Input(0) is { } from && flow.Context.Output(0) is { } to && ReshapeMap.Map(channels, from, to) is { } mapped)
        {
            flow.Output(0, mapped);
        }
        else
        {
            flow.Pin(0, "Flatten merges its channels with axes of unknown size");
        }
    }

    /// <summary>First of the axes that are merged into the second output axis; may be the rank.</summary>
    public static int? Axis(OperatorContext context, int rank) =>
        context.Node.Int("axis", 1) is var axis && axis == rank ? rank : OperatorContext.Axis(axis, rank);
}
