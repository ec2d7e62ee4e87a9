using System.Diagnostics;
using Upscale.Execution;
using Upscale.Execution.Verification;
using Upscale.Onnx;
using Upscale.Pruning;
using Upscale.Pruning.Inspection;

namespace Upscale.Benchmarks.Coverage;

/// <summary>One model pruned in one way and compared with its masked reference.</summary>
/// <param name="Report">Before and after.</param>
/// <param name="Duration">Of pruning alone.</param>
/// <param name="Verification">The comparison.</param>
internal sealed record PruningMeasurement(RunSettings Settings, PruningReport Report, TimeSpan Duration, VerificationResult Verification)
{
    /// <exception cref="UpscaleException">The model cannot be pruned or compared.</exception>
    public static PruningMeasurement Measure(Model model, RunSettings settings)
    {
        var watch = Stopwatch.StartNew();
        var result = Pruner.Prune(model, settings.Options);
        var duration = watch.Elapsed;
        return new(settings, result.Report, duration, Verifier.Verify(model, result.Model, result.Plan));
    }

    /// <summary>Largest error as a share of what is allowed; more than 1, or NaN: not exact.</summary>
    public double Error => WorstOf(Verification);

    /// <summary>Largest error of any output as a share of what is allowed; NaN when one cannot be compared.</summary>
    public static double WorstOf(VerificationResult verification) =>
        Largest(verification.Outputs.Select(output => output.LargestError == 0 ? 0 : output.LargestError / output.Tolerance));

    /// <summary>The largest value; NaN when there is one.</summary>
    public static double Largest(IEnumerable<double> values) =>
        values.Aggregate((one, other) => one >= other || double.IsNaN(one) ? one : other);
}
