namespace Upscale.Onnx;

/// <summary>The data of a Constant node; null for strings in attribute form and for sparse data.</summary>
internal static class ConstantNode
{
    public static Tensor? Data(Node node)
    {
        if (node.HasAttribute("value"))
        {
            return node.TensorAttribute("value");
        }

        var name = node.Proto.Output[0];
        return node.HasAttribute("value_float") ? Tensor.FromFloats(name, [], [node.Float("value_float", 0)])
            : node.HasAttribute("value_int") ? Tensor.FromInt64s(name, [], [node.Int("value_int", 0)])
            : node.Floats("value_floats") is { } floats ? Tensor.FromFloats(name, [floats.Length], floats)
            : node.Ints("value_ints") is { } ints ? Tensor.FromInt64s(name, [ints.Length], ints)
            : null;
    }
}
