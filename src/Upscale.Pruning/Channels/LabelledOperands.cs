using Upscale.Onnx;
using Upscale.Pruning.Operators;

namespace Upscale.Pruning.Channels;

/// <summary>A node's labels written out: one letter per axis of each operand, <c>_</c> where an axis is not followed.</summary>
/// <param name="Inputs">One string per input; empty for absent inputs.</param>
/// <param name="Outputs">One string per output; empty for outputs of unknown rank.</param>
internal sealed record LabelledOperands(string[] Inputs, string[] Outputs)
{
    /// <summary>Writes labels out for the ranks at hand.</summary>
    /// <returns>null when the rank of an input is not known or does not fit.</returns>
    public static LabelledOperands? Resolve(OperatorContext context, Labels labels) =>
        labels.Inputs is [Labels.Pointwise] ? Pointwise(context) : Named(context, labels);

    private static LabelledOperands? Named(OperatorContext context, Labels labels)
    {
        var inputs = new string[context.InputCount];
        for (var input = 0; input < inputs.Length; input++)
        {
            var shape = context.Input(input);
            var expanded = !context.HasInput(input) ? ""
                : shape is not null ? Labels.Expand(labels.Input(input), shape.Rank)
                : labels.Input(input) == "." ? "" : null;
            if (expanded is null)
            {
                return null;
            }

            inputs[input] = expanded;
        }

        var outputs = new string[context.OutputCount];
        for (var output = 0; output < outputs.Length; output++)
        {
            outputs[output] = context.Output(output) is { } shape ? Labels.Expand(labels.Output(output), shape.Rank) ?? "" : "";
        }

        return new(inputs, outputs);
    }

    private static LabelledOperands? Pointwise(OperatorContext context)
    {
        var shapes = Enumerable.Range(0, context.InputCount).Where(context.HasInput).Select(context.Input).ToArray();
        if (shapes.Length == 0 || shapes.Any(shape => shape is null))
        {
            return null;
        }

        var rank = shapes.Max(shape => shape!.Rank);
        var extents = Enumerable.Range(0, rank).Select(axis => Extent(shapes!, axis, rank)).ToArray();
        var letters = string.Create(rank, 0, (span, _) =>
        {
            for (var axis = 0; axis < span.Length; axis++)
            {
                span[axis] = (char)('a' + axis);
            }
        });
        var inputs = Enumerable.Range(0, context.InputCount)
            .Select(input => context.Input(input) is { } shape ? Broadcast(shape, letters, extents) : "");
        return new([.. inputs], [.. Enumerable.Repeat(letters, context.OutputCount)]);
    }

    private static Dim Extent(IEnumerable<Shape> shapes, int axis, int rank)
    {
        var result = Dim.Known(1);
        foreach (var shape in shapes.Where(shape => axis >= rank - shape.Rank))
        {
            var dim = shape[axis - rank + shape.Rank];
            result = dim == Dim.Known(1) || (result.IsKnown && result.Size > 1) ? result : dim;
        }

        return result;
    }

    private static string Broadcast(Shape shape, string letters, Dim[] extents)
    {
        var shift = letters.Length - shape.Rank;
        return string.Create(shape.Rank, 0, (span, _) =>
        {
            for (var axis = 0; axis < span.Length; axis++)
            {
                var stretched = shape[axis] == Dim.Known(1) && extents[axis + shift] != Dim.Known(1);
                span[axis] = stretched ? '_' : letters[axis + shift];
            }
        });
    }
}
