using Upscale.Onnx;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Operators;

/// <summary>One node with what is known of its operands.</summary>
internal class OperatorContext(Node node, ShapeTable shapes)
{
    public Node Node { get; } = node;

    protected ShapeTable Shapes { get; } = shapes;

    public int InputCount => Node.Inputs.Count;

    public int OutputCount => Node.Outputs.Count;

    public bool HasInput(int index) => Node.Input(index) is not null;

    /// <summary>Shape of an input; null when absent or of unknown rank.</summary>
    public Shape? Input(int index) => Node.Input(index) is { } value ? Shapes.ShapeOf(value) : null;

    /// <summary>Shape of an output; null when absent or of unknown rank.</summary>
    public Shape? Output(int index) =>
        index < Node.Outputs.Count && Node.Outputs[index] is { } value ? Shapes.ShapeOf(value) : null;

    /// <summary>Constant behind an input; null when absent or computed.</summary>
    public Tensor? Constant(int index) => Node.Input(index)?.Constant;

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
}
