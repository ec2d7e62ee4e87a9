using Upscale.Pruning.Ordering;

namespace Upscale.Pruning.Tests.Ordering;

public sealed class SignatureGroupsTests
{
    [Fact]
    public void Channels_are_together_when_the_same_consumers_keep_them()
    {
        var groups = SignatureGroups.Of(7, [[0, 2, 5], [2, 3, 5], [0, 2, 5]]);

        Assert.Equal<int[]>([[0], [2, 5], [3]], groups.Members);
        Assert.Equal<int[]>([[0, 1], [1, 2], [0, 1]], groups.Sets);
        Assert.Equal([1, 4, 6], groups.Unused);
    }

    [Fact]
    public void Groups_agree_with_comparing_signatures()
    {
        foreach (var problem in OrderProblem.Random(seed: 9, count: 200, channels: 12, consumers: 5))
        {
            var expected = Enumerable.Range(0, problem.Channels)
                .GroupBy(channel => string.Concat(problem.Kept.Select(set => set.Contains(channel) ? '1' : '0')), StringComparer.Ordinal)
                .Where(same => same.Key.Contains('1', StringComparison.Ordinal))
                .Select(same => same.ToArray());

            Assert.Equal(expected, SignatureGroups.Of(problem.Channels, problem.Kept).Members);
        }
    }
}
