using Upscale.Onnx;

namespace Upscale.Pruning.Shapes;

/// <summary>Shapes of all values of one graph, and the contents of those small integer tensors that describe shapes.</summary>
internal sealed class ShapeTable
{
    private readonly Dictionary<Value, Shape> _shapes = [];
    private readonly Dictionary<Value, SizeVector> _sizes = [];
    private readonly Dictionary<Value, Tensor> _constants = [];

    /// <summary>Shape of a value; null when its rank is not known.</summary>
    public Shape? ShapeOf(Value value) =>
        _shapes.TryGetValue(value, out var shape) ? shape
        : value.Constant is { } constant ? new Shape(constant.Dims.Select(Dim.Known))
        : value.DeclaredShape;

    /// <summary>Contents of an integer tensor of rank 0 or 1; null when nothing is known of it.</summary>
    public SizeVector? SizesOf(Value value) =>
        _sizes.TryGetValue(value, out var sizes) ? sizes
        : ConstantOf(value) is { } constant ? SizeVector.From(constant)
        : null;

    /// <summary>The constant that a value is, or was folded to; null when it is computed.</summary>
    public Tensor? ConstantOf(Value value) => value.Constant ?? _constants.GetValueOrDefault(value);

    internal void SetConstant(Value value, Tensor constant) => _constants[value] = constant;

    internal void SetSizes(Value value, SizeVector sizes) => _sizes[value] = sizes;

    internal void SetShape(Value value, Shape inferred, Node node)
    {
        var declared = value.DeclaredShape;
        _shapes[value] = declared is null ? inferred : Merge(value, declared, inferred, node);
    }

    private static Shape Merge(Value value, Shape declared, Shape inferred, Node node)
    {
        var agree = declared.Rank == inferred.Rank;
        for (var axis = 0; agree && axis < declared.Rank; axis++)
        {
            agree = !declared[axis].IsKnown || !inferred[axis].IsKnown || declared[axis] == inferred[axis];
        }

        return agree
            ? new Shape(declared.Zip(inferred, (left, right) => right.IsKnown || (!left.IsKnown && right.Symbol is not null) ? right : left))
            : throw new UpscaleException(
                "UPS1101",
                $"{node.Label}: '{value.Name}' is declared as {declared} but its inputs make it {inferred}; the model is inconsistent, export it again",
                node: node.Label);
    }
}
