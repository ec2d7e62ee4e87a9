namespace Upscale.Pruning.Costs;

/// <summary>The layout in which ONNX Runtime keeps images between two-dimensional convolutions: channels in blocks (NCHWc).</summary>
/// <param name="Block">Channels in a block.</param>
public sealed record BlockedLayout(int Block)
{
    /// <summary>Blocks of outputs that a kernel computes together; fewer take nearly as long.</summary>
    private const int BlocksPerSet = 4;

    /// <summary>Widths that are no multiple of it have no blocked kernel.</summary>
    private const int Alignment = 4;

    /// <summary>Outputs that a kernel computes together.</summary>
    public int Set => Block * BlocksPerSet;

    /// <summary>Whether a convolution has a blocked kernel.</summary>
    public bool Takes(ConvolutionLayer layer) =>
        layer.Geometry.Input.Length == 2
        && (layer.IsDepthwise || layer.Groups == 1
            ? ReadsPlain(layer) || layer.InputChannels % Alignment == 0
            : IsWhole(layer.InputChannels / layer.Groups) && IsWhole(layer.OutputChannels / layer.Groups));

    /// <summary>Whether a blocked kernel reads the plain layout: so few channels make no block.</summary>
    public bool ReadsPlain(ConvolutionLayer layer) => layer.Groups == 1 && layer.InputChannels < Block;

    /// <summary>Whether channels fill their blocks.</summary>
    public bool IsWhole(long channels) => channels % Block == 0;

    /// <summary>The width that the kernels compute for a width.</summary>
    public int Ceiling(int channels) => (channels + Block - 1) / Block * Block;
}
