namespace Upscale.Pruning.Costs;

/// <summary>What a node of the runtime does, as its time depends on it.</summary>
public enum ExecutedKind
{
    /// <summary>A convolution or a product, with what is fused into it.</summary>
    Layer,

    /// <summary>Arithmetic, element by element.</summary>
    Elementwise,

    /// <summary>Exponential functions, element by element.</summary>
    Transcendental,

    /// <summary>Bytes are copied as they are.</summary>
    Copy,

    /// <summary>A tensor changes between the plain and the blocked layout.</summary>
    Reorder,

    /// <summary>Nothing is computed.</summary>
    View,
}

/// <summary>A node as the runtime executes it.</summary>
/// <param name="Name">The node of the model; for a reorder, the tensor.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Bytes">That it passes over; 0 for layers and views.</param>
/// <param name="Layer">Null for what is no layer.</param>
public sealed record ExecutedNode(string Name, ExecutedKind Kind, long Bytes, Layer? Layer = null)
{
    /// <summary>Runs of memory that a Gather copies one by one; 0 for everything else.</summary>
    public long Pieces { get; init; }

    /// <summary>Seconds of one run with batch size 1.</summary>
    public double Cost(CostModel costs)
    {
        ArgumentNullException.ThrowIfNull(costs);
        return Kind switch
        {
            ExecutedKind.Layer => costs.Compute(Layer!),
            ExecutedKind.Elementwise => costs.Elementwise(Bytes),
            ExecutedKind.Transcendental => costs.Transcendental(Bytes),
            ExecutedKind.Reorder => costs.Reorder(Bytes),
            _ => costs.Copy(Bytes) + CostModel.Pieces(Pieces),
        };
    }
}
