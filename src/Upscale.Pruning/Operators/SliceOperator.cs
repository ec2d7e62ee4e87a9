using System.Collections.Immutable;
using Upscale.Onnx;
using Upscale.Pruning.Channels;
using Upscale.Pruning.Rewriting;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Operators;

/// <summary>Takes every step-th entry from start to end along some axes (attributes or inputs 1 to 4); axes taken whole are carried.</summary>
internal sealed class SliceOperator : Operator
{
    public override ImmutableArray<string> OpTypes { get; } = ["Slice"];

    internal override void InferShapes(ShapeContext context)
    {
        if (context.Input(0) is not { } input)
        {
            return;
        }

        var ranges = Ranges(context, input.Rank);
        var output = ranges is null
            ? DimArithmetic.OfRank(input.Rank)
            : new(input.Select((dim, axis) => ranges.TryGetValue(axis, out var range) ? range.Extent(dim) : dim));
        context.Set(0, output);
        if (context.Sizes(0) is { Dims.Length: > 0 } sizes)
        {
            context.SetSizes(0, ranges is { Count: 1 } && ranges.TryGetValue(0, out var rows) && output.IsStatic
                ? Take(sizes, rows, output)
                : SizeVector.Unknown(output));
        }
    }

    internal override IReadOnlyList<int> SizeInputs => [1, 2, 3, 4];

    internal override Tensor? Evaluate(OperatorContext context)
    {
        var tensor = context.Constant(0);
        foreach (var (axis, range) in tensor is null ? [] : Ranges(context, tensor.Dims.Length) ?? [])
        {
            tensor = tensor is not null && range.Resolve(tensor.Dims[axis]) is { Count: > 0 } taken
                ? TensorSelection.Apply(tensor, axis, Indices(taken.First, taken.Count, range.Step!.Value))
                : null;
        }

        return tensor?.Dims.Length == context.Output(0)?.Rank && context.Output(0)!.IsStatic ? tensor : null;
    }

    internal override Labels Labels(OperatorContext context) =>
        context.Input(0) is { } input && Ranges(context, input.Rank) is { } ranges
            ? Carry(input, axis => !ranges.TryGetValue(axis, out var range) || range.IsWhole(input[axis]))
            : Pinned("the axes it slices are not known");

    /// <summary>A range of one channel axis is a part of the list.</summary>
    internal override void Propagate(ChannelFlow flow)
    {
        if (SlicedChannels(flow.Context, flow.Input(0)) is not var (channelAxis, first, count))
        {
            base.Propagate(flow);
        }
        else
        {
            var part = AxisSelection.Apply(flow.Input(0)!, channelAxis, [.. Enumerable.Range(first, count)], keepAxis: true);
            flow.Require(new NonEmpty(part.List));
            flow.Output(0, part);
        }
    }

    /// <summary>Start and end on the channel axis follow the channels between them.</summary>
    internal override void Fix(FixContext context)
    {
        var input = context.InputChannels(0);
        if (SlicedChannels(context, input) is not var (channelAxis, first, count) || context.OutputChannels(0) is null)
        {
            return;
        }

        var surviving = context.PositionsOn(input!, channelAxis).ToArray();
        var start = surviving.Count(position => position < first);
        var axes = context.Axes(context.Input(0)!.Rank, 3)!;
        var axis = input!.Axes[channelAxis];
        var i = axes.Length > 0 ? Array.IndexOf(axes, axis) : axis;
        Replace(context, "starts", 1, i, start);
        Replace(context, "ends", 2, i, start + surviving.Count(position => position >= first && position < first + count));
    }

    private static void Replace(FixContext context, string attribute, int input, int index, long value)
    {
        var values = (context.Node.Ints(attribute) ?? context.Integers(input)!).ToArray();
        values[index] = value;
        if (context.Node.HasAttribute(attribute))
        {
            context.Patch.SetAttribute(context.Node, attribute, values);
        }
        else
        {
            context.ReplaceIntegers(input, values);
        }
    }

    /// <summary>Which of the channels' axes is cut, and the range taken of it; null when none is, or in a way that is not followed.</summary>
    private static (int ChannelAxis, int First, int Count)? SlicedChannels(OperatorContext context, ChannelSlots? channels)
    {
        var known = context.Node.HasAttribute("starts") || (context.Integers(1) is not null && context.Integers(2) is not null);
        if (!known || channels is null || context.Input(0) is not { } input || Ranges(context, input.Rank) is not { } ranges)
        {
            return null;
        }

        var cut = Enumerable.Range(0, channels.Axes.Length)
            .Where(i => ranges.TryGetValue(channels.Axes[i], out var range) && !range.IsWhole(channels.Extents[i])).ToArray();
        return cut is [var channelAxis] && ranges[channels.Axes[channelAxis]] is { Step: 1 } range
            && range.Resolve(channels.Extents[channelAxis]) is { Count: > 0 } taken
            ? (channelAxis, (int)taken.First, (int)taken.Count)
            : null;
    }

    /// <summary>What is taken of every sliced axis.</summary>
    /// <returns>null when the axes are not known.</returns>
    public static Dictionary<int, SliceRange>? Ranges(OperatorContext context, int rank)
    {
        var starts = Bounds(context, "starts", 1);
        var ends = Bounds(context, "ends", 2);
        var axes = context.Axes(rank, 3);
        var count = axes is { Length: > 0 } ? axes.Length : (starts ?? ends)?.Length;
        if (axes is null || count is null || count > rank || axes.Distinct().Count() != axes.Length)
        {
            return null;
        }

        var steps = context.HasInput(4) ? context.Integers(4) : [.. Enumerable.Repeat(1L, count.Value)];
        return Enumerable.Range(0, count.Value).ToDictionary(
            i => axes.Length > 0 ? axes[i] : i,
            i => new SliceRange(starts?.ElementAtOrDefault(i), ends?.ElementAtOrDefault(i), steps?.ElementAtOrDefault(i)));
    }

    private static Tensor Indices(long first, long count, long step)
    {
        var indices = new long[count];
        for (var i = 0; i < count; i++)
        {
            indices[i] = first + (i * step);
        }

        return Tensor.FromInt64s("indices", [count], indices);
    }

    private static long?[]? Bounds(OperatorContext context, string attribute, int input) =>
        context.Node.Ints(attribute) is { } values ? [.. values.Select(value => (long?)value)]
        : context.Sizes(input) is { } sizes ? [.. sizes.Terms.Select(term => term.Value)]
        : null;

    private static SizeVector? Take(SizeVector sizes, SliceRange range, Shape output)
    {
        var row = (int)sizes.Dims.Skip(1).Aggregate(1L, (product, size) => product * size);
        return range.Resolve(sizes.Dims[0]) is { } rows
            ? new(
                [.. Enumerable.Range(0, (int)rows.Count)
                    .SelectMany(i => sizes.Terms.Skip((int)(rows.First + (i * range.Step!.Value)) * row).Take(row))],
                [.. output.Select(dim => dim.Size)])
            : SizeVector.Unknown(output);
    }
}
