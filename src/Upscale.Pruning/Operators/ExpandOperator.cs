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

    internal override bool FollowsCounts(OperatorContext context) => Target(context) is not null;

    internal override void Propagate(ChannelFlow flow)
    {
        if (Target(flow.Context) is null)
        {
            flow.Pin(0, "the shape that Expand makes is computed");
        }

        base.Propagate(flow);
    }

    /// <summary>Axes that keep their size, those of the channels among them, are no longer counted.</summary>
    internal override void Fix(FixContext context)
    {
        if (context.OutputChannels(0) is not null && Target(context) is { } target)
        {
            context.ReplaceIntegers(1, target);
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

    /// <summary>A shape that makes the same output and has 1 on every axis that keeps its size.</summary>
    /// <returns>null when another size is computed.</returns>
    private static long[]? Target(OperatorContext context)
    {
        if (context.Input(0) is not { } input || context.Output(0) is not { } output)
        {
            return null;
        }

        var (given, added) = (context.Integers(1), output.Rank - input.Rank);
        var target = output.Select((dim, axis) => axis >= added && input[axis - added].SameAs(dim) ? 1
            : given is not null ? given.ElementAtOrDefault(axis - output.Rank + given.Length)
            : dim.IsKnown ? dim.Size : (long?)null).ToArray();
        return target.Contains(null) ? null : [.. target.Select(size => size!.Value)];
    }
}
