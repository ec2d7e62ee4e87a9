namespace Upscale.Pruning.Costs;

/// <summary>A layer of weights as its time depends on it, for batch size 1.</summary>
public abstract record Layer
{
    /// <summary>Multiply-adds; the largest number there is where there are more.</summary>
    public abstract long Macs { get; }

    private protected static long Product(params IEnumerable<long> factors) =>
        (long)factors.Aggregate((Int128)1, (product, factor) => Int128.Min(product * factor, long.MaxValue));
}

/// <summary>A convolution.</summary>
/// <param name="Geometry">Everything but the widths.</param>
/// <param name="InputChannels">Channels read, of all groups.</param>
/// <param name="OutputChannels">Channels made, of all groups.</param>
/// <param name="Groups">1: ordinary; as many as channels: depthwise.</param>
public sealed record ConvolutionLayer(ConvolutionGeometry Geometry, int InputChannels, int OutputChannels, int Groups = 1) : Layer
{
    /// <inheritdoc/>
    public override long Macs => Product([.. Geometry.Output, .. Geometry.Kernel, OutputChannels, InputChannels / Groups]);
}

/// <summary>A matrix product with constant weights: [rows, inputs] times [inputs, outputs].</summary>
public sealed record ProductLayer(long Rows, int InputChannels, int OutputChannels) : Layer
{
    /// <inheritdoc/>
    public override long Macs => Product([Rows, InputChannels, OutputChannels]);
}
