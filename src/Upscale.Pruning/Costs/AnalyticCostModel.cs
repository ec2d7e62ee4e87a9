namespace Upscale.Pruning.Costs;

/// <summary>Seconds from multiply-adds, bytes and alignment, for builds that must not measure.</summary>
/// <remarks>
/// Fitted to ONNX Runtime 1.29 on one core with AVX-512 (ResNet-50: 4.1 G multiply-adds in 35.8 ms) and one with AVX2 (90 ms), between
/// which the ratios of arithmetic to copies differ by two; only ratios matter.
/// </remarks>
internal sealed class AnalyticCostModel : CostModel
{
    private const double MacsPerSecond = 1.1e11;
    private const double BytesPerSecond = 2.0e10;
    private const double WeightBytesPerSecond = 1.7e10;
    private const double NodeSeconds = 1e-6;

    /// <summary>Kernels of the plain layout are slower by this factor.</summary>
    private const double PlainPenalty = 1.35;

    private const double DepthwisePenalty = 2;
    private const double BlockedGroupPenalty = 1.5;

    /// <summary>The blocked layout takes multiples of this many input channels.</summary>
    private const int Alignment = 4;

    public override string Name => "analytic";

    public override int Block => 16;

    public override double Compute(Layer layer) => NodeSeconds + layer switch
    {
        ConvolutionLayer { Groups: 1 } convolution => Convolution(convolution),
        ConvolutionLayer convolution => Math.Max(convolution.Macs / MacsPerSecond * GroupPenalty(convolution), Bytes(convolution) / BytesPerSecond),
        ProductLayer product => Math.Max(product.Macs / MacsPerSecond, sizeof(float) * (double)product.InputChannels * product.OutputChannels / WeightBytesPerSecond),
        _ => layer.Macs / MacsPerSecond,
    };

    public override double Copy(long bytes) => NodeSeconds + (bytes / BytesPerSecond);

    public override double Reorder(long bytes) => NodeSeconds + (bytes / BytesPerSecond);

    public override double Elementwise(long bytes) => NodeSeconds + (bytes / BytesPerSecond);

    private double Convolution(ConvolutionLayer layer)
    {
        var isPlain = layer.InputChannels > Block && layer.InputChannels % Alignment != 0;
        var whole = layer with { InputChannels = Ceiling(layer.InputChannels), OutputChannels = Ceiling(layer.OutputChannels) };
        return (isPlain ? layer.Macs * PlainPenalty : whole.Macs) / MacsPerSecond;
    }

    /// <remarks>Fitted to ResNeXt-50: groups of 16 in blocks take 1.4 times as long for a multiply-add as a whole layer, plain ones of 4, 10 and 20 take 5.9, 4.4 and 4.5 times: small matrices, one by one.</remarks>
    private double GroupPenalty(ConvolutionLayer layer)
    {
        var (read, made) = (layer.InputChannels / layer.Groups, layer.OutputChannels / layer.Groups);
        return layer.IsDepthwise ? DepthwisePenalty
            : read % Block == 0 && made % Block == 0 ? BlockedGroupPenalty
            : PlainPenalty * (1 + (40.0 / (made + 8)));
    }

    private int Ceiling(int channels) => (channels + Block - 1) / Block * Block;

    private static double Bytes(ConvolutionLayer layer) =>
        sizeof(float) * (double)layer.OutputChannels * layer.Geometry.Output.Aggregate(1L, (product, size) => product * size);
}
