namespace Upscale.Execution.Verification;

/// <summary>How much an output says about the weights behind it.</summary>
public enum OutputStrength
{
    /// <summary>Its values differ from each other.</summary>
    Varied,

    /// <summary>All its values are equal, or there are only two of them (a saturated activation): a weak check.</summary>
    Degenerate,

    /// <summary>It holds NaN or infinity, which equal nothing.</summary>
    NotFinite,
}
