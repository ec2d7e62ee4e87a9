using Upscale.Onnx;
using Upscale.Pruning.Operators;
using Upscale.Pruning.Rewriting;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Cleaning;

/// <summary>Gather(x, [0, 1, … n − 1]) and Slice(x, 0, n), where x has n positions → x.</summary>
internal static class IdentityRead
{
    /// <returns>Whether the node was removed.</returns>
    public static bool TryRemove(Node read, ShapeTable shapes, ModelPatch patch)
    {
        if (read.OpType is not ("Gather" or "Slice") || read.Outputs is not [{ } output] || read.Input(0) is not { } source || !ReadsAll(read, source, shapes))
        {
            return false;
        }

        if (!output.IsGraphOutput)
        {
            patch.ReplaceUses(output, source.Name);
        }
        else if (source is { Producer: { } made, IsGraphOutput: false, IsCaptured: false, Uses.Count: 1 })
        {
            patch.InsertCopy(made, [.. made.Inputs.Select(input => input?.Name ?? "")], [.. made.Outputs.Select(other => other == source ? output.Name : other?.Name ?? "")]);
            patch.RemoveNode(made);
        }
        else
        {
            return false;
        }

        patch.RemoveNode(read);
        return true;
    }

    private static bool ReadsAll(Node read, Value source, ShapeTable shapes)
    {
        if (RangeRead.Of(read, shapes) is { } range)
        {
            return range.Start == 0 && range.End == shapes.ShapeOf(source)![range.Axis].Size;
        }

        return read.OpType == "Gather" && read.Input(1) is { Constant: { Dims.Length: 1 } indices } && shapes.ShapeOf(source) is { } shape
            && Axis(read, shape.Rank) is { } axis && shape[axis].IsKnown && shape[axis].Size == indices.Count
            && indices.ToInt64s().Select((index, position) => index == position).All(isSame => isSame);
    }

    private static int? Axis(Node read, int rank) => OperatorContext.Axis(read.Int("axis", 0), rank);
}
