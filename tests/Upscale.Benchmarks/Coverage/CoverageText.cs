using System.Collections.Immutable;
using System.Globalization;
using Upscale.Pruning;
using Upscale.Pruning.Inspection;
using Upscale.Pruning.Layout;

namespace Upscale.Benchmarks.Coverage;

/// <summary>A model as a row for a person, with its pins below. Shares are percentages of the model before pruning.</summary>
internal static class CoverageText
{
    private static readonly ImmutableArray<PruningMode> Modes = [PruningMode.Unconstrained, PruningMode.Constrained];

    public static string Header(ImmutableArray<RunSettings> settings) =>
        $"after: {string.Join(' ', settings.Select(setting => setting.Label).Distinct())}\n"
        + Row("model", "nodes", "consumers", "prunable", "tracked", "error/allowed", "effect/allowed", "drop,absorb,slice,split,gather", "seconds", "after");

    public static string Of(ModelCoverage coverage)
    {
        var consumers = coverage.Inspection.Consumers;
        var row = Row(
            coverage.Name,
            Number(coverage.Inspection.Figures.Nodes),
            Number(consumers.Length),
            Percent(coverage.Inspection.PrunableMacs, consumers.Sum(consumer => consumer.Macs)),
            Percent(coverage.Weighted.Tracked, coverage.Weighted.All),
            coverage.Runs.IsEmpty ? "" : $"{Real(PruningMeasurement.Largest(coverage.Runs.Select(run => run.Error)))}{(coverage.IsWeak ? " weak" : "")}",
            Real(coverage.Effect),
            string.Join(',', Enum.GetValues<Realisation>().Select(realisation => CountOf(coverage, realisation))),
            coverage.Runs.IsEmpty ? "" : Real(coverage.Runs.Max(run => run.Duration.TotalSeconds)),
            string.Join("  ", Modes.Select(mode => After(coverage, mode))));
        return string.Join('\n', [row, .. Pins(coverage.Inspection)]);
    }

    private static string After(ModelCoverage coverage, PruningMode mode)
    {
        var reports = coverage.Runs.Where(run => run.Settings.Mode == mode).Select(run => run.Report).ToArray();
        var macs = reports.Select(report => Percent(report.After.Macs, report.Before.Macs));
        var parameters = reports.Select(report => Percent(report.After.Parameters, report.Before.Parameters));
        return string.Create(CultureInfo.InvariantCulture, $"{mode} macs {string.Join(' ', macs)} parameters {string.Join(' ', parameters)}");
    }

    private static IEnumerable<string> Pins(ModelInspection inspection) => inspection.Pins
        .GroupBy(pin => pin.Reason, StringComparer.Ordinal)
        .Select(group => $"    {Number(group.Count())} pinned: {group.Key} (first: {group.First().Node ?? "the graph"} at {group.First().Value})");

    private static int CountOf(ModelCoverage coverage, Realisation realisation) =>
        coverage.Runs.Sum(run => run.Report.Consumers.Count(consumer => consumer.Realisation == realisation));

    private static string Row(string model, string nodes, string consumers, string prunable, string tracked, string error, string effect, string realisations, string seconds, string after) =>
        $"{model,-30} {nodes,6} {consumers,9} {prunable,8} {tracked,8} {error,13} {effect,14} {realisations,24} {seconds,8}  {after}";

    private static string Number(int count) => count.ToString(CultureInfo.InvariantCulture);

    private static string Real(double value) => value.ToString("g3", CultureInfo.InvariantCulture);

    private static string Percent(long part, long whole) =>
        whole == 0 ? "" : (100.0 * part / whole).ToString("f1", CultureInfo.InvariantCulture);
}
