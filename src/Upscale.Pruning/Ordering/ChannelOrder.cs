namespace Upscale.Pruning.Ordering;

/// <summary>Orders the channels of a block so that the sets its consumers keep become ranges.</summary>
public abstract class ChannelOrder
{
    /// <summary>The name under which options select this order.</summary>
    public abstract string Name { get; }

    /// <summary>Finds an order. The result depends on the arguments alone.</summary>
    /// <param name="channels">Number of channels of the block.</param>
    /// <param name="kept">One ascending set of channels per consumer, each non-empty.</param>
    /// <param name="savings">What a copy-free read saves for that consumer, in any one unit, finite and not negative; larger = served first.</param>
    /// <returns>[channels]; a permutation: result[position] = channel.</returns>
    public abstract int[] Order(int channels, IReadOnlyList<int[]> kept, IReadOnlyList<double> savings);
}
