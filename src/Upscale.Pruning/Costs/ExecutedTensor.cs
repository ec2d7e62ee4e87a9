namespace Upscale.Pruning.Costs;

/// <summary>A tensor while a graph is followed: the layouts it exists in, and what may still be fused into the layer that made it.</summary>
internal sealed class ExecutedTensor
{
    /// <summary>Whether it exists in the plain layout.</summary>
    public bool IsPlain { get; set; }

    /// <summary>Whether it exists in the blocked layout.</summary>
    public bool IsBlocked { get; set; }

    /// <summary>What the layer that made it can still take over.</summary>
    public Fusion Fusion { get; init; }
}

/// <summary>How much a layer can still take over, from everything to nothing.</summary>
internal enum Fusion
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>An activation.</summary>
    Activation,

    /// <summary>A sum with another tensor, then an activation.</summary>
    Sum,

    /// <summary>Constants per channel, then a sum and an activation.</summary>
    Constants,
}
