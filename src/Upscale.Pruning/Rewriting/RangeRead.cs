using Upscale.Onnx;
using Upscale.Pruning.Operators;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Rewriting;

/// <summary>A Slice that reads a range of one axis.</summary>
/// <param name="Node">The Slice.</param>
/// <param name="Axis">The axis.</param>
/// <param name="Start">First position read.</param>
/// <param name="End">Behind the last one.</param>
internal sealed record RangeRead(Node Node, int Axis, int Start, int End)
{
    public Value Source => Node.Inputs[0]!;

    /// <returns>null for any other node, and where the range is not known.</returns>
    public static RangeRead? Of(Node node, ShapeTable shapes)
    {
        var context = new OperatorContext(node, shapes);
        if (node.OpType != "Slice" || context.Input(0) is not { } shape
            || Single(context, "starts", 1) is not { } start || Single(context, "ends", 2) is not { } end || Single(context, "axes", 3) is not { } given
            || OperatorContext.Axis(given, shape.Rank) is not { } axis || !shape[axis].IsKnown || (context.HasInput(4) && context.Integers(4) is not [1]))
        {
            return null;
        }

        var extent = shape[axis].Size;
        var (first, behind) = (FromFront(start, extent), FromFront(end, extent));
        return first < behind && extent <= int.MaxValue ? new(node, axis, (int)first, (int)behind) : null;
    }

    private static long? Single(OperatorContext context, string attribute, int input) =>
        (context.Node.Ints(attribute) ?? context.Integers(input)) is [var only] ? only : null;

    private static long FromFront(long position, long extent) => Math.Clamp(position < 0 ? position + extent : position, 0, extent);
}
