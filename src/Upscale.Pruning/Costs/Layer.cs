namespace Upscale.Pruning.Costs;

/// <summary>A layer of weights as its time depends on it, for batch size 1.</summary>
public abstract record Layer
{
    /// <summary>Multiply-adds; the largest number there is where there are more.</summary>
    public abstract long Macs { get; }

    /// <summary>Everything that the time depends on, except the widths: layers of one kind share a table of times.</summary>
    public abstract string Kind { get; }

    /// <summary>Channels read.</summary>
    public abstract int Inputs { get; }

    /// <summary>Channels made.</summary>
    public abstract int Outputs { get; }

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

    /// <inheritdoc/>
    public override string Kind => $"conv {Geometry.Key} {(IsDepthwise ? "depthwise" : $"g{Groups}")}";

    /// <inheritdoc/>
    public override int Inputs => InputChannels;

    /// <inheritdoc/>
    public override int Outputs => OutputChannels;

    /// <summary>Whether every channel has a group of its own.</summary>
    public bool IsDepthwise => Groups > 1 && Groups == InputChannels && Groups == OutputChannels;
}

/// <summary>A matrix product with constant weights: [rows, inputs] times [inputs, outputs].</summary>
public sealed record ProductLayer(long Rows, int InputChannels, int OutputChannels) : Layer
{
    /// <inheritdoc/>
    public override long Macs => Product([Rows, InputChannels, OutputChannels]);

    /// <inheritdoc/>
    public override string Kind => $"product {Rows}";

    /// <inheritdoc/>
    public override int Inputs => InputChannels;

    /// <inheritdoc/>
    public override int Outputs => OutputChannels;
}
