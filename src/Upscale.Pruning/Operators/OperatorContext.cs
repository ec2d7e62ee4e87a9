using Upscale.Onnx;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Operators;

/// <summary>One node with what is known of its operands.</summary>
internal class OperatorContext(Node node, ShapeTable shapes)
{
    public Node Node { get; } = node;

    /// <summary>Multiply-adds of one run of a node with batch size 1; 0 where they are not known.</summary>
    public static long Macs(Node node, ShapeTable shapes) => OperatorCatalog.Find(node)?.Macs(new(node, shapes)) ?? 0;

    protected ShapeTable Shapes { get; } = shapes;

    public int InputCount => Node.Inputs.Count;

    public int OutputCount => Node.Outputs.Count;

    public bool HasInput(int index) => Node.Input(index) is not null;

    /// <summary>Shape of an input; null when absent or of unknown rank.</summary>
    public Shape? Input(int index) => Node.Input(index) is { } value ? Shapes.ShapeOf(value) : null;

    /// <summary>Shape of an output; null when absent or of unknown rank.</summary>
    public Shape? Output(int index) =>
        index < Node.Outputs.Count && Node.Outputs[index] is { } value ? Shapes.ShapeOf(value) : null;

    /// <summary>Number of elements of an input of rank 1; null when not known.</summary>
    public int? Length(int index) =>
        Input(index) is { Rank: 1 } shape && shape[0] is { IsKnown: true, Size: <= SizeVector.Limit } length ? (int)length.Size : null;

    /// <summary>Constant behind an input; null when absent or computed.</summary>
    public Tensor? Constant(int index) => Node.Input(index) is { } value ? Shapes.ConstantOf(value) : null;

    /// <summary>Contents of a small integer input, each element known or symbolic; null when nothing is known.</summary>
    public SizeVector? Sizes(int index) => Node.Input(index) is { } value ? Shapes.SizesOf(value) : null;

    /// <summary>Integers of a constant or completely known input; null otherwise.</summary>
    public long[]? Integers(int index) => Sizes(index)?.ToIntegers();

    /// <summary>Axis counted from the front.</summary>
    /// <returns>null when out of range.</returns>
    public static int? Axis(long axis, int rank)
    {
        var positive = axis < 0 ? axis + rank : axis;
        return positive >= 0 && positive < rank ? (int)positive : null;
    }

    /// <summary>Axes given as an attribute in old opsets and as an input in new ones, counted from the front.</summary>
    /// <returns>null when not known or out of range; empty when not given.</returns>
    public int[]? Axes(int rank, int inputIndex, string attribute = "axes")
    {
        var axes = Node.HasAttribute(attribute) ? Node.Ints(attribute) : HasInput(inputIndex) ? Integers(inputIndex) : [];
        var result = axes?.Select(axis => Axis(axis, rank)).ToArray();
        return result is null || result.Contains(null) ? null : [.. result.Select(axis => axis!.Value)];
    }

    /// <summary>The constant behind input 0 in the shape of output 0; null when that is not known or of another size.</summary>
    public Tensor? Reshaped() =>
        Constant(0) is { } constant && Output(0) is { IsStatic: true } output && output.ElementCount == constant.Count
            ? Tensor.FromBytes(constant.Name, constant.ElementType, [.. output.Select(dim => dim.Size)], constant.Bytes)
            : null;

    /// <summary>Whether anything reads an output.</summary>
    public bool IsUsed(int output) =>
        output < Node.Outputs.Count && Node.Outputs[output] is { } value
        && (value.Uses.Count > 0 || value.IsGraphOutput || value.IsCaptured);

    /// <summary>Elements of a shape times a factor; an unknown first dimension, the batch, counts as 1, any other unknown one makes 0.</summary>
    public static long Volume(Shape? shape, long factor = 1)
    {
        Int128 product = shape is null ? 0 : factor;
        for (var axis = 0; axis < shape?.Rank; axis++)
        {
            product *= shape[axis].IsKnown ? shape[axis].Size : axis == 0 ? 1 : 0;
            product = Int128.Min(product, long.MaxValue);
        }

        return (long)product;
    }
}
