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

    /// <summary>Along the channel axis, every output carries its part of the list.</summary>
    internal override void Propagate(ChannelFlow flow)
    {
        var axis = Axis(flow.Context, flow.Context.Input(0)?.Rank ?? 0);
        if (axis is null || flow.Input(0) is not { } channels || channels.SingleAxis != axis)
        {
            base.Propagate(flow);
            return;
        }

        var parts = Parts(flow.Context, channels.List.Count);
        if (parts.Any(part => !part.IsKnown) || flow.Node.Outputs.Contains(null))
        {
            flow.Pin(0, "the sizes of Split's parts are not known");
            return;
        }

        for (var (output, start) = (0, 0); output < parts.Length; start += (int)parts[output++].Size)
        {
            flow.Output(output, new(axis.Value, flow.Part(channels.List, start, (int)parts[output].Size)));
        }
    }

    /// <summary>Sizes of parts follow their channels.</summary>
    internal override void Fix(FixContext context)
    {
        var axis = Axis(context, context.Input(0)?.Rank ?? 0);
        if (axis is null || context.InputChannels(0)?.SingleAxis != axis
            || Enumerable.Range(0, context.OutputCount).Any(output => context.OutputChannels(output) is null))
        {
            return;
        }

        long[] sizes = [.. Enumerable.Range(0, context.OutputCount).Select(output => (long)context.Positions(context.OutputChannels(output)!).Length)];
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
