using Upscale.Pruning.Ordering;

namespace Upscale.Pruning.Tests.Ordering;

public sealed class PathOrderTests
{
    private static readonly ChannelOrder Paths = OrderCatalog.Find("upscale");

    [Fact]
    public void The_example_of_the_paper_gives_its_order()
    {
        Assert.Equal([1, 0, 2, 4, 3], Paths.Order(5, [[0, 1], [1, 2], [0, 2, 4]], [1, 1, 1]));
    }

    [Fact]
    public void A_chain_of_overlaps_becomes_one_path()
    {
        var problem = new OrderProblem(8, [[4, 6], [0, 6, 7], [1, 2, 7], [2, 3, 5]], [1, 1, 1, 1]);

        Assert.True(problem.Solve(Paths).ServesAll);
    }

    [Fact]
    public void Contained_sets_lie_inside_their_containers()
    {
        var problem = new OrderProblem(8, [[0, 2, 4, 6], [0, 6], [0, 2, 6], [1, 3, 5, 7], [3, 7]], [1, 1, 1, 1, 1]);

        Assert.True(problem.Solve(Paths).ServesAll);
    }

    [Fact]
    public void Two_overlapping_sets_are_always_served()
    {
        foreach (var problem in OrderProblem.Random(seed: 5, count: 500, channels: 24, consumers: 2))
        {
            Assert.True(problem.Solve(Paths).ServesAll, problem.ToString());
        }
    }

    [Fact]
    public void It_never_serves_more_than_the_best_permutation()
    {
        var permutations = Permutations.Of(6);
        foreach (var problem in OrderProblem.Random(seed: 6, count: 200, channels: 6, consumers: 5))
        {
            Assert.True(problem.Solve(Paths).Savings <= permutations.Max(order => problem.Rate(order).Savings), problem.ToString());
        }
    }

    [Fact]
    public void Hundreds_of_consumers_end_in_an_order()
    {
        var problem = OrderProblem.Random(seed: 7, count: 1, channels: 300, consumers: 1).Single();
        int[][] kept = [.. OrderProblem.Random(seed: 8, count: 300, channels: 300, consumers: 1).Select(other => other.Kept[0])];

        Assert.NotEmpty((problem with { Kept = kept, Savings = new double[300] }).Solve(Paths).Served);
    }
}
