using Upscale.Pruning.Ordering;

namespace Upscale.Pruning.Tests.Ordering;

public sealed class ConsecutiveOrderTests
{
    private static readonly ChannelOrder Consecutive = OrderCatalog.Find("consecutive");

    [Fact]
    public void The_example_of_the_paper_is_served_but_for_one_consumer()
    {
        var problem = new OrderProblem(5, [[0, 1], [1, 2], [0, 2, 4]], [1, 1, 1]);

        Assert.Equal(2, problem.Solve(Consecutive).Savings);
    }

    [Theory]
    [InlineData(4, 2000)]
    [InlineData(6, 500)]
    [InlineData(7, 60)]
    public void No_permutation_saves_more(int channels, int count)
    {
        var permutations = Permutations.Of(channels);
        foreach (var problem in OrderProblem.Random(seed: channels, count, channels, consumers: 6))
        {
            var best = permutations.Max(order => problem.Rate(order).Savings);

            Assert.True(problem.Solve(Consecutive).Savings == best, problem.ToString());
        }
    }

    [Theory]
    [InlineData(8, 2000)]
    [InlineData(200, 50)]
    public void A_hidden_order_that_serves_all_is_found(int channels, int count)
    {
        var random = new Random(channels);
        for (var i = 0; i < count; i++)
        {
            int[] hidden = [.. Enumerable.Range(0, channels)];
            random.Shuffle(hidden);
            int[][] kept = [.. Enumerable.Range(0, 20).Select(_ => Range(random, hidden))];

            Assert.True(new OrderProblem(channels, kept, new double[20]).Solve(Consecutive).ServesAll);
        }
    }

    [Fact]
    public void Channels_stay_where_they_are_when_that_serves_everyone()
    {
        Assert.Equal([0, 1, 2, 3, 4], Consecutive.Order(5, [[1, 2], [2, 3, 4]], [1, 1]));
        Assert.Equal([0, 1, 2], Consecutive.Order(3, [], []));
    }

    [Fact]
    public void Channels_that_nobody_keeps_go_last()
    {
        Assert.Equal([0, 2, 4, 1, 3], Consecutive.Order(5, [[0, 2], [2, 4]], [1, 1]));
        Assert.Equal([0, 4, 2, 1, 3], Consecutive.Order(5, [[0, 4], [2, 4]], [1, 1]));
    }

    [Fact]
    public void Channels_that_the_same_consumers_keep_stay_ascending()
    {
        Assert.Equal([1, 4, 0, 3, 2, 5], Consecutive.Order(6, [[0, 1, 3, 4], [0, 2, 3, 5]], [1, 1]));
    }

    [Fact]
    public void The_consumer_that_saves_least_is_dropped()
    {
        var problem = new OrderProblem(3, [[0, 1], [1, 2], [0, 2]], [1, 3, 2]);

        Assert.Equal([false, true, true], problem.Solve(Consecutive).Served);
    }

    [Fact]
    public void Two_small_savings_beat_a_larger_one()
    {
        var problem = new OrderProblem(5, [[0, 2, 4], [0, 1, 2], [2, 3, 4], [0, 1, 3, 4]], [3, 2, 2, 1]);
        var best = Permutations.Of(5).Max(order => problem.Rate(order).Savings);

        Assert.Equal(best, problem.Solve(Consecutive).Savings);
    }

    [Fact]
    public void A_dropped_consumer_reads_few_ranges()
    {
        int[] odd = [.. Enumerable.Range(0, 64).Where(channel => channel % 2 == 1)];
        int[] ends = [.. Enumerable.Range(0, 16), .. Enumerable.Range(48, 16)];
        int[] middle = [.. Enumerable.Range(16, 32)];
        int[] crossing = [.. Enumerable.Range(8, 48)];
        var problem = new OrderProblem(64, [crossing, middle, ends, odd], [9, 9, 9, 1]);

        Assert.InRange(problem.Solve(Consecutive).Ranges, 4, 7);
    }

    [Fact]
    public void The_same_problem_gives_the_same_order()
    {
        foreach (var problem in OrderProblem.Random(seed: 3, count: 20, channels: 96, consumers: 12))
        {
            Assert.Equal(
                Consecutive.Order(problem.Channels, problem.Kept, problem.Savings),
                Consecutive.Order(problem.Channels, problem.Kept, problem.Savings));
        }
    }

    [Fact]
    public void It_is_never_worse_than_the_path_order()
    {
        foreach (var problem in OrderProblem.Random(seed: 4, count: 50, channels: 96, consumers: 24))
        {
            Assert.False(problem.Solve(OrderCatalog.Find("upscale")).IsBetterThan(problem.Solve(Consecutive)), problem.ToString());
        }
    }

    private static int[] Range(Random random, int[] hidden)
    {
        var start = random.Next(hidden.Length);
        return [.. hidden[start..random.Next(start + 1, hidden.Length + 1)].Order()];
    }
}
