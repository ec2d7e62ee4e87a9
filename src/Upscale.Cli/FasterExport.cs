using Upscale.Onnx;
using Upscale.Pruning;

namespace Upscale.Cli;

/// <summary>Measures a pruned model, and exports it in cheaper ways while it is not faster than the original.</summary>
internal static class FasterExport
{
    /// <summary>The first export that is faster, or the fastest of all where none is.</summary>
    /// <returns>The run with its <see cref="PruningRun.Speedup"/>.</returns>
    /// <exception cref="UpscaleException">UPS1402 to UPS1404: a model does not run here.</exception>
    public static PruningRun Choose(PruningRun run) => Choose(run, export => export.Measured());

    /// <param name="run">What was asked for.</param>
    /// <param name="measure">Adds the speedup to a run.</param>
    internal static PruningRun Choose(PruningRun run, Func<PruningRun, PruningRun> measure)
    {
        var best = measure(run);
        foreach (var cheaper in best.Speedup!.IsFaster || run.Options is null ? [] : Cheaper(run.Options))
        {
            var next = measure(PruningRun.Prune(run.Original, cheaper, run.Costs!, run.Calibration));
            best = next.Speedup!.Ratio < best.Speedup!.Ratio ? next : best;
            if (best.Speedup!.IsFaster)
            {
                break;
            }
        }

        return best;
    }

    /// <summary>Nothing is copied; then widths are whole blocks too.</summary>
    private static IEnumerable<PruningOptions> Cheaper(PruningOptions options)
    {
        var whole = options with { Reads = ReadPolicy.Whole };
        return new[] { whole, whole with { Round = Math.Max(options.Round, new PruningOptions().Round) } }.Where(cheaper => cheaper != options).Distinct();
    }
}
