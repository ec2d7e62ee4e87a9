namespace Upscale.Pruning.Costs;

/// <summary>Seconds from multiply-adds, bytes and alignment, for builds that must not measure.</summary>
/// <remarks>
/// The constants were fitted to ONNX Runtime 1.29 on one AVX-512 core: ResNet-50's 4.1 G multiply-adds in 35.8 ms, and 2.45 ms for
/// the slices and layout reorders of an export that copies 25 MB of its activations. Only their ratios matter.
/// </remarks>
internal static class AnalyticCostModel
{
    private const double MacsPerSecond = 1.1e11;
    private const double CopiedBytesPerSecond = 1.0e10;
    private const double NodeSeconds = 3e-6;
    private const int Block = 16;

    /// <summary>Time of a layer that reads this many channels.</summary>
    /// <param name="macsPerChannel">Multiply-adds that one input channel takes part in.</param>
    /// <param name="channels">Channels read; kernels compute whole blocks.</param>
    public static double Compute(double macsPerChannel, int channels) =>
        macsPerChannel * ((channels + Block - 1) / Block * Block) / MacsPerSecond;

    /// <summary>Time to copy channels out of an activation, with the change of layout that it brings about.</summary>
    public static double Copy(double bytesPerChannel, int channels) =>
        NodeSeconds + (bytesPerChannel * channels / CopiedBytesPerSecond);
}
