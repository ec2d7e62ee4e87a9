using System.Collections.Immutable;
using System.Diagnostics;
using Upscale.Execution;
using Upscale.Execution.Measuring;
using Upscale.Onnx;
using Upscale.Pruning;
using Upscale.Pruning.Costs;
using Upscale.Pruning.Inspection;

namespace Upscale.Benchmarks.Export;

/// <summary>One model exported in one way.</summary>
/// <param name="Variant">The name of the way; <c>dense</c> for the model as it is.</param>
/// <param name="Macs">Multiply-adds.</param>
/// <param name="Copies">What it copies.</param>
/// <param name="Duration">Of analysis, order and rewrite.</param>
/// <param name="IsExact">Whether it equals the masked model.</param>
/// <param name="Latencies">By number of threads, in the order asked for.</param>
internal sealed record ExportFigures(
    string Variant, long Macs, CopyFigures Copies, TimeSpan Duration, bool IsExact, ImmutableArray<Latency> Latencies)
{
    /// <summary>Exports a model in every way and measures all side by side.</summary>
    /// <returns>The dense model first.</returns>
    /// <exception cref="UpscaleException">The model cannot be pruned or run.</exception>
    public static ImmutableArray<ExportFigures> Measure(Model model, IReadOnlyList<ExportVariant> variants, CostModel costs, IReadOnlyList<int> threads, int runs)
    {
        var exports = variants.Select(variant => Export(model, variant, costs)).ToArray();
        Model[] models = [model, .. exports.Select(export => export.Model)];
        var latencies = threads.Select(count => LatencyComparison.Measure(models, new() { Threads = count, Runs = runs })).ToArray();
        var dense = new ExportFigures("dense", ModelFigures.Of(model).Macs, CopyFigures.Of(model), TimeSpan.Zero, true, []);
        return [.. exports.Select(export => export.Figures).Prepend(dense).Select((figures, i) => figures with
        {
            Latencies = [.. latencies.Select(all => all[i])],
        })];
    }

    private static (Model Model, ExportFigures Figures) Export(Model model, ExportVariant variant, CostModel costs)
    {
        var start = Stopwatch.GetTimestamp();
        var result = Pruner.Prune(model, variant.Options, costs);
        var duration = Stopwatch.GetElapsedTime(start);
        var isExact = Verifier.Verify(model, result.Model, result.Plan, new() { Runs = 1 }).Passed;
        return (result.Model, new(variant.Name, result.Report.After.Macs, CopyFigures.Of(result.Model), duration, isExact, []));
    }
}
