using Upscale.Onnx;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Costs;

/// <summary>Nodes as layers of the widths that they have.</summary>
internal static class ExecutedLayers
{
    /// <summary>A node that multiplies.</summary>
    /// <param name="macs">Its multiply-adds, more than 0.</param>
    public static Layer? Of(Node node, ShapeTable shapes, long macs)
    {
        if (node.Input(1) is not { } weights || shapes.ShapeOf(weights) is not { Rank: >= 2, ElementCount: > 0 } shape)
        {
            return null;
        }

        var (first, second) = (checked((int)shape[shape.Rank - 2].Size), checked((int)shape[shape.Rank - 1].Size));
        var widths = node.OpType switch
        {
            "Conv" => (checked((int)(shape[1].Size * node.Int("group", 1))), checked((int)shape[0].Size)),
            "ConvTranspose" => (checked((int)shape[0].Size), checked((int)(shape.ElementCount!.Value / shape[0].Size))),
            "Gemm" when node.Int("transB", 0) != 0 => (second, first),
            _ => (first, second),
        };
        return LayerShapes.Of(node, shapes, macs, widths, widths);
    }

    /// <summary>A normalisation that no convolution takes over, as the runtime computes it: a factor and a term per channel.</summary>
    /// <param name="shape">[N, C, spatial sizes], all but N known.</param>
    public static Layer Normalisation(Shape shape)
    {
        var channels = checked((int)shape[1].Size);
        int[] sizes = [.. shape.Skip(2).Select(dim => checked((int)dim.Size))];
        var ones = sizes.Select(_ => 1).ToArray();
        return new ConvolutionLayer(new([.. sizes], [.. ones], [.. ones], [.. ones], [.. Enumerable.Repeat(0, 2 * sizes.Length)]), channels, channels, channels);
    }
}
