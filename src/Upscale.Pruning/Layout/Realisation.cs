namespace Upscale.Pruning.Layout;

/// <summary>How a consumer gets the channels it keeps out of a tensor that may have more.</summary>
public enum Realisation
{
    /// <summary>The tensor has exactly these channels. No node.</summary>
    Drop,

    /// <summary>The whole tensor is read; channels not kept meet zero weights. No node.</summary>
    Absorb,

    /// <summary>A contiguous range is copied; holes in it meet zero weights.</summary>
    Slice,

    /// <summary>A contiguous range is read out of a stream that is made in parts: the layers that make it are split, and nothing leaves its layout.</summary>
    Split,

    /// <summary>The kept channels are copied one by one.</summary>
    Gather,
}
