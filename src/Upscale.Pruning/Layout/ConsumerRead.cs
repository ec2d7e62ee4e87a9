using Upscale.Pruning.Channels;

namespace Upscale.Pruning.Layout;

/// <summary>Which positions of its input a consumer reads, and where they lie in the pruned tensor.</summary>
/// <param name="Start">First physical position of the range that contains every kept channel.</param>
/// <param name="Length">Length of that range.</param>
/// <param name="Kept">Physical positions of the kept channels, ascending.</param>
internal sealed record ConsumerRead(int Start, int Length, int[] Kept)
{
    public static ConsumerRead Of(Consumer consumer, IReadOnlyList<bool> kept, PhysicalLayout layout)
    {
        var units = consumer.Channels.Units;
        var positions = layout.PositionsOf(consumer.Channels);
        var physical = new List<int>(positions.Length);
        for (var i = 0; i < positions.Length; i++)
        {
            if (kept[units[positions[i]]])
            {
                physical.Add(i);
            }
        }

        return new(physical[0], physical[^1] - physical[0] + 1, [.. physical]);
    }

    /// <summary>Original positions that the consumer's weights meet, in the order in which they meet them.</summary>
    public int[] Positions(Realisation realisation, ReadOnlySpan<int> tensor) => realisation switch
    {
        Realisation.Slice => [.. tensor.Slice(Start, Length)],
        Realisation.Gather => Pick(tensor),
        _ => [.. tensor],
    };

    private int[] Pick(ReadOnlySpan<int> tensor)
    {
        var result = new int[Kept.Length];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = tensor[Kept[i]];
        }

        return result;
    }
}
