using System.Collections.Immutable;
using Upscale.Execution.Profiling;

namespace Upscale.Execution.Tests.Profiling;

public sealed class BlockDetectionTests
{
    private const int Widths = 64;

    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(32)]
    public void The_period_of_the_steps_is_the_block(int block) =>
        Assert.Equal(block, BlockDetection.Find(Steps(block, noise: 0.01)));

    [Theory]
    [InlineData(8)]
    [InlineData(16)]
    public void Sets_of_blocks_whose_first_costs_more_do_not_hide_it(int block) =>
        Assert.Equal(block, BlockDetection.Find([.. Steps(block, noise: 0.01).Select((time, i) => time + (i / block / 4 * 2))]));

    [Fact]
    public void Times_that_rise_without_steps_have_the_smallest_block() =>
        Assert.Equal(4, BlockDetection.Find([.. Enumerable.Range(1, Widths).Select(width => (double)width)]));

    [Fact]
    public void Steps_without_any_noise_are_found() =>
        Assert.Equal(8, BlockDetection.Find(Steps(8, noise: 0)));

    private static ImmutableArray<double> Steps(int block, double noise)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, Widths).Select(i => 1 + (i / block) + (noise * random.NextDouble()))];
    }
}
