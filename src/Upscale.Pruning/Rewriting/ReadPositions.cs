using System.Collections.Immutable;
using Upscale.Pruning.Operators;

namespace Upscale.Pruning.Rewriting;

/// <summary>Positions of an axis that a node reads.</summary>
internal sealed record ReadPositions(int Axis, ImmutableArray<int> Positions)
{
    public bool IsAscending => Positions.Zip(Positions.Skip(1)).All(pair => pair.First < pair.Second);

    /// <summary>What a Slice of one axis or a Gather that this project inserted reads.</summary>
    public static ReadPositions Of(OperatorContext read)
    {
        if (read.Node.OpType == "Gather")
        {
            return new((int)read.Node.Int("axis", 0), [.. read.Constant(1)!.ToInt64s().Select(position => checked((int)position))]);
        }

        var starts = read.Node.Ints("starts") ?? read.Integers(1)!;
        var ends = read.Node.Ints("ends") ?? read.Integers(2)!;
        var axes = read.Node.Ints("axes") ?? read.Integers(3)!;
        return new((int)axes[0], [.. Enumerable.Range((int)starts[0], (int)(ends[0] - starts[0]))]);
    }

    /// <summary>Whether a node joins tensors of known extents along the axis.</summary>
    public static bool IsConcatAlong(OperatorContext context, int axis) =>
        context.Node.OpType == "Concat" && context.Output(0) is { } output && OperatorContext.Axis(context.Node.Int("axis", 1), output.Rank) == axis
        && Enumerable.Range(0, context.InputCount).All(input => context.Input(input)?[axis].IsKnown == true);

    /// <summary>The positions by the operand of a Concat that they come from, counted from its start.</summary>
    public IEnumerable<(int Input, ImmutableArray<int> Positions)> PerOperand(OperatorContext concat)
    {
        var start = 0;
        for (var input = 0; input < concat.InputCount; input++)
        {
            var end = start + (int)concat.Input(input)![Axis].Size;
            yield return (input, [.. Positions.Where(position => position >= start && position < end).Select(position => position - start)]);
            start = end;
        }
    }
}
