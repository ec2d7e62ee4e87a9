using System.Collections.Immutable;
using Upscale.Onnx;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Costs;

/// <summary>Nodes with weights as a <see cref="CostModel"/> sees them.</summary>
internal static class LayerShapes
{
    /// <summary>A node at other widths than its own.</summary>
    /// <param name="node">A convolution, or anything that multiplies with weights.</param>
    /// <param name="shapes">Of the graph.</param>
    /// <param name="macs">Multiply-adds of the node as it is.</param>
    /// <param name="channels">Input and output channels of the node as it is.</param>
    /// <param name="widths">Input and output channels wanted.</param>
    public static Layer Of(Node node, ShapeTable shapes, long macs, (int Inputs, int Outputs) channels, (int Inputs, int Outputs) widths) =>
        node.OpType is "Conv" or "FusedConv" && GeometryOf(node, shapes) is { } geometry
            ? new ConvolutionLayer(geometry, widths.Inputs, widths.Outputs, checked((int)node.Int("group", 1)))
            : new ProductLayer(Math.Max(1, macs / Math.Max(1, (long)channels.Inputs * channels.Outputs)), widths.Inputs, widths.Outputs);

    /// <returns>null when a size is not known or padding depends on it.</returns>
    public static ConvolutionGeometry? GeometryOf(Node node, ShapeTable shapes)
    {
        if (shapes.ShapeOf(node.Inputs[0]!) is not { Rank: > 2 } input || shapes.ShapeOf(node.Inputs[1]!) is not { } weight
            || shapes.ShapeOf(node.Outputs[0]!) is not { } output || !input.Skip(2).Concat(weight.Skip(2)).Concat(output.Skip(2)).All(dim => dim is { IsKnown: true, Size: <= int.MaxValue }))
        {
            return null;
        }

        var rank = input.Rank - 2;
        var kernel = Sizes(weight);
        var (strides, dilations) = (Entries(node, "strides", rank, 1), Entries(node, "dilations", rank, 1));
        var pads = node.Text("auto_pad", "NOTSET") is "NOTSET" or ""
            ? Entries(node, "pads", 2 * rank, 0)
            : Padding(Sizes(input), Sizes(output), kernel, strides, dilations);
        return new(Sizes(input), kernel, strides, dilations, pads);
    }

    /// <summary>What a padding that the runtime chooses comes to.</summary>
    private static ImmutableArray<int> Padding(
        ImmutableArray<int> input, ImmutableArray<int> output, ImmutableArray<int> kernel, ImmutableArray<int> strides, ImmutableArray<int> dilations)
    {
        var totals = input.Select((size, axis) =>
            Math.Max(0, ((output[axis] - 1) * strides[axis]) + ((kernel[axis] - 1) * dilations[axis]) + 1 - size)).ToArray();
        return [.. totals.Select(total => total / 2), .. totals.Select(total => total - (total / 2))];
    }

    private static ImmutableArray<int> Sizes(Shape shape) => [.. shape.Skip(2).Select(dim => checked((int)dim.Size))];

    private static ImmutableArray<int> Entries(Node node, string attribute, int count, int fallback) =>
        node.Ints(attribute) is { } values && values.Length == count
            ? [.. values.Select(value => checked((int)value))]
            : [.. Enumerable.Repeat(fallback, count)];
}
