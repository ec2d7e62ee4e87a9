using Upscale.Onnx;
using Upscale.Pruning.Operators;

namespace Upscale.Pruning.Shapes;

/// <summary>What an operator sees and sets while shapes are inferred.</summary>
internal sealed class ShapeContext(Node node, ShapeTable shapes) : OperatorContext(node, shapes)
{
    /// <summary>Sets the shape of an output; null leaves what the model declares.</summary>
    /// <exception cref="UpscaleException">UPS1101: contradicts the shape that the model declares.</exception>
    public void Set(int output, Shape? shape)
    {
        if (shape is not null && output < Node.Outputs.Count && Node.Outputs[output] is { } value)
        {
            Shapes.SetShape(value, shape, Node);
        }
    }

    /// <summary>An output has the shape of an input.</summary>
    public void SetLike(int output, int input) => Set(output, Input(input));

    /// <summary>Checks that two dimensions can be equal.</summary>
    /// <exception cref="UpscaleException">UPS1101: both are known and differ.</exception>
    public void RequireSame(Dim expected, Dim actual, string what)
    {
        if (expected.IsKnown && actual.IsKnown && expected != actual)
        {
            throw Contradiction($"{expected} {what}", $"{actual}");
        }
    }

    /// <summary>Sets the contents of a small integer output.</summary>
    public void SetSizes(int output, SizeVector? sizes)
    {
        if (sizes is not null && output < Node.Outputs.Count && Node.Outputs[output] is { } value)
        {
            Shapes.SetSizes(value, sizes);
        }
    }

    /// <summary>The operands contradict each other.</summary>
    /// <returns>UPS1101, to be thrown.</returns>
    public UpscaleException Contradiction(string expected, string actual) => new(
        "UPS1101",
        $"{Node.Label}: expected {expected}, found {actual}; the model is inconsistent, export it again",
        node: Node.Label);
}
