using Upscale.Pruning.Ordering;

namespace Upscale.Pruning.Tests.Ordering;

internal sealed record OrderProblem(int Channels, int[][] Kept, double[] Savings)
{
    public static IEnumerable<OrderProblem> Random(int seed, int count, int channels, int consumers)
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            yield return Next(random, channels, random.Next(1, consumers + 1));
        }
    }

    public OrderQuality Solve(ChannelOrder order)
    {
        var result = order.Order(Channels, Kept, Savings);
        Assert.Equal(Enumerable.Range(0, Channels), result.Order());
        return Rate(result);
    }

    public OrderQuality Rate(int[] permutation) => OrderQuality.Of(permutation, Kept, Savings);

    public override string ToString() => string.Join(' ', Kept.Select(set => $"{{{string.Join(',', set)}}}"));

    private static OrderProblem Next(Random random, int channels, int consumers)
    {
        int[] hidden = [.. Enumerable.Range(0, channels)];
        random.Shuffle(hidden);
        var kept = new int[consumers][];
        for (var i = 0; i < consumers; i++)
        {
            var length = random.Next(1, channels + 1);
            var start = random.Next(0, channels - length + 1);
            int[] set = hidden[start..(start + length)];
            if (random.Next(4) == 0)
            {
                set[random.Next(length)] = random.Next(channels);
            }

            kept[i] = [.. set.Distinct().Order()];
        }

        return new OrderProblem(channels, kept, [.. kept.Select(_ => (double)random.Next(1, 10))]);
    }
}
