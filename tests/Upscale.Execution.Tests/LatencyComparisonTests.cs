using Upscale.Execution.Measuring;
using Upscale.Onnx;

namespace Upscale.Execution.Tests;

public sealed class LatencyComparisonTests
{
    [Fact]
    public void Every_model_is_measured_on_the_same_inputs()
    {
        var latencies = LatencyComparison.Measure([Network(4), Network(8), Network(4)], new() { Runs = 4, WarmUps = 1 });

        Assert.Equal(3, latencies.Length);
        Assert.All(latencies, latency => Assert.True(TimeSpan.Zero < latency.Minimum && latency.Minimum <= latency.Median));
    }

    [Fact]
    public void A_model_that_does_not_run_is_an_error()
    {
        var builder = new ModelBuilder();
        builder.Output(builder.Node("com.example::Invention", [builder.Input("x", 1, 3)]), 1, 3);

        Assert.Equal("UPS1402", Assert.Throws<UpscaleException>(() => LatencyComparison.Measure([builder.Build()])).Code);
    }

    [Fact]
    public void At_least_one_run_is_made() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => LatencyComparison.Measure([Network(4)], new() { Runs = 0 }));

    private static Model Network(int width)
    {
        var builder = new ModelBuilder();
        builder.Output(builder.Conv(builder.Input("x", Dim.Symbolic("N"), 3, 8, 8), 3, width, 3));
        return builder.Build();
    }
}
