using Upscale.Execution.Measuring;
using Upscale.Pruning;
using Upscale.Pruning.Costs;
using Upscale.Pruning.Layout;

namespace Upscale.Cli.Tests;

public sealed class FasterExportTests
{
    private static readonly PruningOptions Options = new() { Ratio = 0.5, Round = 1, Reads = ReadPolicy.Copy };

    [Fact]
    public void An_export_that_is_faster_is_taken_as_it_is()
    {
        var (chosen, tried) = Choose(Options, 0.9);

        Assert.Equal([Options], tried);
        Assert.Null(chosen.SpeedProblem);
    }

    [Fact]
    public void One_that_is_not_is_exported_without_copies_then_with_whole_blocks()
    {
        var (chosen, tried) = Choose(Options, 1.2, 1.1, 0.8);

        Assert.Equal([ReadPolicy.Copy, ReadPolicy.Whole, ReadPolicy.Whole], tried.Select(options => options.Reads));
        Assert.Equal([1, 1, 16], tried.Select(options => options.Round));
        Assert.Null(chosen.SpeedProblem);
        Assert.All(chosen.Result.Report.Consumers, consumer => Assert.True(consumer.Realisation is Realisation.Drop or Realisation.Absorb));
    }

    [Fact]
    public void Where_none_is_faster_the_fastest_is_taken_with_a_warning_that_names_what_costs_most()
    {
        var (chosen, _) = Choose(Options, 1.3, 1.1, 1.2);

        Assert.Equal((ReadPolicy.Whole, 1), (chosen.Options!.Reads, chosen.Options.Round));
        var costly = chosen.Result.Report.Consumers.MaxBy(consumer => consumer.Seconds)!.Node;
        Assert.Equal("UPS1405", chosen.SpeedProblem!.Code);
        Assert.Contains($"11.000 ms, before pruning 10.000 ms. What costs most: {costly}", chosen.SpeedProblem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_that_was_given_is_measured_but_not_replaced()
    {
        var model = Networks.Residual();
        var run = PruningRun.Apply(model, Pruner.Prune(model, Options).Plan);
        var chosen = FasterExport.Choose(run, export => export with { Speedup = Speedup(1.5) });

        Assert.Same(run.Result, chosen.Result);
        Assert.NotNull(chosen.SpeedProblem);
    }

    [Theory]
    [InlineData(9, 9, true)]
    [InlineData(9, 11, false)]
    [InlineData(11, 9, false)]
    [InlineData(10, 10, false)]
    public void Faster_means_in_the_middle_and_at_best(int median, int minimum, bool isFaster) =>
        Assert.Equal(isFaster, new Speedup(Latency(10, 10), Latency(median, minimum)).IsFaster);

    private static (PruningRun Chosen, List<PruningOptions> Tried) Choose(PruningOptions options, params double[] ratios)
    {
        var tried = new List<PruningOptions>();
        var chosen = FasterExport.Choose(PruningRun.Prune(Networks.Residual(), options, CostModel.Analytic), export =>
        {
            tried.Add(export.Options!);
            return export with { Speedup = Speedup(ratios[tried.Count - 1]) };
        });
        return (chosen, tried);
    }

    private static Speedup Speedup(double ratio) => new(Latency(10, 10), Latency(10 * ratio, 10 * ratio));

    private static Latency Latency(double median, double minimum) => new(TimeSpan.FromMilliseconds(median), TimeSpan.FromMilliseconds(minimum));
}
