using System.Collections.Immutable;
using Upscale.Onnx;
using Upscale.Pruning.Channels;
using Upscale.Pruning.Rewriting;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Operators;

/// <summary>The same elements in the shape that input 1 names: 0 copies the input's extent, one -1 takes what remains.</summary>
internal sealed class ReshapeOperator : Operator
{
    public override ImmutableArray<string> OpTypes { get; } = ["Reshape"];

    internal override void InferShapes(ShapeContext context)
    {
        if (context.Sizes(1) is { Dims.Length: 1 } target)
        {
            var output = Target(context, context.Input(0), target.Terms);
            context.Set(0, output);
            context.SetSizes(0, context.Sizes(0)?.Reshape(output));
        }
        else if (context.Length(1) is { } rank)
        {
            context.Set(0, DimArithmetic.OfRank(rank));
        }
    }

    internal override IReadOnlyList<int> SizeInputs => [1];

    internal override Tensor? Evaluate(OperatorContext context) => context.Reshaped();

    internal override bool FollowsRepeats => true;

    internal override Labels Labels(OperatorContext context) => Pinned("it rearranges its axes");

    internal override bool FollowsCounts(OperatorContext context) => true;

    internal override void Propagate(ChannelFlow flow)
    {
        if (flow.Input(0) is not { } channels)
        {
            return;
        }

        if (flow.Context.Input(0) is { } from && flow.Context.Output(0) is { } to && ReshapeMap.Map(channels, from, to) is { } mapped
            && NewTarget(flow.Context, mapped, mapped.Extents) is not null)
        {
            flow.Output(0, mapped);
        }
        else
        {
            flow.Pin(0, "Reshape merges or splits its channels in a way that cannot be followed");
        }
    }

    /// <summary>The target shape follows the channels that it counts.</summary>
    internal override void Fix(FixContext context)
    {
        if (context.OutputChannels(0) is { } channels)
        {
            context.ReplaceIntegers(1, NewTarget(context, channels, context.Extents(channels))!);
        }
    }

    /// <summary>The target with other extents on the channel axes.</summary>
    /// <returns>null when two other extents are not known and not those of the input.</returns>
    private static long[]? NewTarget(OperatorContext context, ChannelSlots channels, IReadOnlyList<int> extents)
    {
        var (from, to) = (context.Input(0)!, context.Output(0)!);
        var copies = context.Node.Int("allowzero", 0) == 0;
        var target = new long[to.Rank];
        for (var axis = 0; axis < to.Rank; axis++)
        {
            var i = channels.Axes.IndexOf(axis);
            target[axis] = i >= 0 ? i == channels.Repeated ? -1 : extents[i]
                : to[axis].IsKnown ? to[axis].Size
                : copies && axis < from.Rank && from[axis].SameAs(to[axis]) ? 0
                : -1;
        }

        return target.Count(size => size == -1) <= 1 && (copies || !target.Contains(0)) ? target : null;
    }

    private static Shape Target(ShapeContext context, Shape? input, ImmutableArray<SizeTerm> terms)
    {
        var copies = context.Node.Int("allowzero", 0) == 0;
        var dims = terms.Select((term, axis) => term.Value == 0 && copies ? axis < input?.Rank ? input[axis] : Dim.Unknown : term.Dim).ToArray();
        if (terms.Any(term => term.Value < -1) || terms.Count(term => term.Value == -1) > 1)
        {
            throw context.Contradiction("sizes with at most one -1", $"[{string.Join(",", terms.Select(term => term.Value))}]");
        }

        var open = Enumerable.Range(0, dims.Length).Where(axis => dims[axis] == Dim.Unknown && !(terms[axis].Value == 0 && copies)).ToArray();
        if (input is not null && open is [var free])
        {
            var copied = Enumerable.Range(0, dims.Length).Where(axis => terms[axis].Value == 0 && copies).ToArray();
            var whole = DimProduct.Of(input.Where((_, axis) => !copied.Contains(axis)));
            var rest = DimProduct.Of(dims.Where((_, axis) => axis != free && !copied.Contains(axis)));
            dims[free] = whole.DividedBy(rest) ?? throw context.Contradiction($"a divisor of the elements of {input}", $"[{string.Join(",", dims)}]");
        }
        else if (input?.ElementCount is { } count && new Shape(dims).ElementCount is { } made && count != made)
        {
            throw context.Contradiction($"{count} elements", $"[{string.Join<Dim>(",", dims)}]");
        }

        return new(dims);
    }
}
