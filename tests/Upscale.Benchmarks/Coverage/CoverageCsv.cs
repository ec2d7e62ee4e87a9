using System.Globalization;
using Upscale.Pruning.Layout;

namespace Upscale.Benchmarks.Coverage;

/// <summary>A line for every run, for further work.</summary>
internal static class CoverageCsv
{
    public const string Header =
        "model,nodes,consumers,consumer_macs,prunable_macs,weighted_macs,tracked_macs,pins,mode,ratio,round,"
        + "macs_before,macs_after,parameters_before,parameters_after,error_over_allowed,effect_over_allowed,drop,absorb,slice,split,gather,seconds";

    public static string Of(ModelCoverage coverage) => string.Concat(coverage.Runs.Select(run => Line(coverage, run)));

    private static string Line(ModelCoverage coverage, PruningMeasurement run)
    {
        var (inspection, before, after) = (coverage.Inspection, run.Report.Before, run.Report.After);
        object[] cells =
        [
            coverage.Name, inspection.Figures.Nodes, inspection.Consumers.Length,
            inspection.Consumers.Sum(consumer => consumer.Macs), inspection.PrunableMacs,
            coverage.Weighted.All, coverage.Weighted.Tracked, inspection.Pins.Length,
            run.Settings.Mode, run.Settings.Ratio, run.Settings.Round,
            before.Macs, after.Macs, before.Parameters, after.Parameters,
            run.Error, coverage.Effect,
            .. Enum.GetValues<Realisation>().Select(realisation => (object)run.Report.Consumers.Count(consumer => consumer.Realisation == realisation)),
            run.Duration.TotalSeconds,
        ];
        return string.Join(',', cells.Select(cell => Convert.ToString(cell, CultureInfo.InvariantCulture))) + "\n";
    }
}
