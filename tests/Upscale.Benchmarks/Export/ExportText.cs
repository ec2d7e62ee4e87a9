using System.Collections.Immutable;
using System.Globalization;

namespace Upscale.Benchmarks.Export;

/// <summary>The figures of a model as rows for a person, and as lines for further work.</summary>
internal static class ExportText
{
    public const string CsvHeader = "model,variant,threads,median_ms,minimum_ms,over_dense,copies,copied_bytes,macs,prune_ms,exact";

    public static string Header(IReadOnlyList<int> threads) =>
        $"{"model",-26} {"export",-12}{string.Concat(threads.Select(count => Text($" {$"ms ({count} thr)",12} {"/ dense",8} {"fastest",8}")))}"
        + $" {"copies",7} {"copied MB",10} {"macs",7} {"prune ms",9} exact";

    public static string Rows(string model, ImmutableArray<ExportFigures> figures) =>
        string.Join('\n', figures.Select(row => Text($"{model,-26} {row.Variant,-12}{string.Concat(row.Latencies.Select((_, i) => Cells(figures[0], row, i)))}")
            + Text($" {row.Copies.Nodes,7} {row.Copies.Bytes / 1e6,10:F2} {Share(row.Macs, figures[0].Macs),7:F3} {row.Duration.TotalMilliseconds,9:F0} {(row.IsExact ? "yes" : "NO")}")));

    /// <summary>The limit beside what was measured on the first number of threads, as shares of the dense model.</summary>
    public static string Limit(string model, CopyFreeLimit limit, ImmutableArray<ExportFigures> figures)
    {
        var (share, ours) = (limit.Limit / limit.Dense, figures[^1].Latencies[0].Minimum / figures[0].Latencies[0].Minimum);
        return Text($"{model,-26} {"limit",-12} {limit.Limit * 1e3,12:F2} {share,8:F3}          (estimated: these widths, nothing copied; dense {limit.Dense * 1e3:F2} ms; ours, fastest, is {ours / share:F3} of it)");
    }

    public static string CsvLines(string model, ImmutableArray<ExportFigures> figures, IReadOnlyList<int> threads) => string.Concat(
        from row in figures
        from i in Enumerable.Range(0, threads.Count)
        select Text($"{model},{row.Variant},{threads[i]},{row.Latencies[i].Median.TotalMilliseconds:F4},{row.Latencies[i].Minimum.TotalMilliseconds:F4},")
            + Text($"{row.Latencies[i].Median / figures[0].Latencies[i].Median:F4},{row.Copies.Nodes},{row.Copies.Bytes},{row.Macs},{row.Duration.TotalMilliseconds:F1},{row.IsExact}\n"));

    private static string Cells(ExportFigures dense, ExportFigures row, int i) => Text(
        $" {row.Latencies[i].Median.TotalMilliseconds,12:F2} {row.Latencies[i].Median / dense.Latencies[i].Median,8:F3} {row.Latencies[i].Minimum / dense.Latencies[i].Minimum,8:F3}");

    private static double Share(long part, long whole) => whole == 0 ? 0 : (double)part / whole;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
