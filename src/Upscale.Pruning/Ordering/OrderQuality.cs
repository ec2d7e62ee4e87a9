namespace Upscale.Pruning.Ordering;

/// <summary>What an order is worth to its consumers.</summary>
/// <param name="Served">Per consumer: whether its kept set is one range.</param>
/// <param name="Savings">Sum of the savings of the served consumers.</param>
/// <param name="Ranges">Ranges that all consumers read together.</param>
internal sealed record OrderQuality(IReadOnlyList<bool> Served, double Savings, long Ranges)
{
    public bool ServesAll => Served.All(served => served);

    /// <summary>More saved, then more consumers served, then fewer ranges.</summary>
    public bool IsBetterThan(OrderQuality other) =>
        (Savings, Served.Count(served => served), -Ranges)
            .CompareTo((other.Savings, other.Served.Count(served => served), -other.Ranges)) > 0;

    public static OrderQuality Of(int[] order, IReadOnlyList<int[]> kept, IReadOnlyList<double> savings)
    {
        var position = new int[order.Length];
        for (var i = 0; i < order.Length; i++)
        {
            position[order[i]] = i;
        }

        var served = new bool[kept.Count];
        var saved = 0.0;
        var ranges = 0L;
        var taken = new bool[order.Length + 1];
        for (var consumer = 0; consumer < kept.Count; consumer++)
        {
            var count = CountRanges(kept[consumer], position, taken);
            served[consumer] = count == 1;
            saved += count == 1 ? savings[consumer] : 0;
            ranges += count;
        }

        return new OrderQuality(served, saved, ranges);
    }

    private static int CountRanges(int[] kept, int[] position, bool[] taken)
    {
        foreach (var channel in kept)
        {
            taken[position[channel]] = true;
        }

        var ends = kept.Count(channel => !taken[position[channel] + 1]);
        foreach (var channel in kept)
        {
            taken[position[channel]] = false;
        }

        return ends;
    }
}
