using Upscale.Onnx;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Cleaning;

/// <summary>
/// BatchNormalization(x) of images → depthwise Conv(x, s, t) with a kernel of one element, which runtimes compute in the layout of their
/// convolutions and fuse with the activation behind it.
/// </summary>
internal static class DepthwiseNormalization
{
    private const int RankOfImages = 4;

    /// <returns>Whether the node was replaced.</returns>
    public static bool TryReplace(Node normalization, ShapeTable shapes, ModelPatch patch)
    {
        if (normalization is not { Inputs: [{ } input, ..], Outputs: [{ } output] } || shapes.ShapeOf(input) is not { Rank: RankOfImages }
            || ChannelAffine.Of(normalization) is not { } affine)
        {
            return false;
        }

        var channels = affine.Scale.Length;
        var weights = patch.AddInitializer(ChannelAffine.Tensor($"{output.Name}.scale", affine.Scale, channels, 1, 1, 1));
        var bias = patch.AddInitializer(ChannelAffine.Tensor($"{output.Name}.shift", affine.Shift, channels));
        patch.InsertBefore(
            normalization, "Conv", [input.Name, weights, bias], [output.Name],
            ("group", (long)channels), ("kernel_shape", new long[] { 1, 1 }));
        patch.RemoveNode(normalization);
        return true;
    }
}
