using Upscale.Execution;
using Upscale.Execution.Calibration;
using Upscale.Execution.Measuring;
using Upscale.Execution.Verification;
using Upscale.Onnx;
using Upscale.Pruning;
using Upscale.Pruning.Costs;
using Upscale.Pruning.Plans;

namespace Upscale.Cli;

/// <summary>A model, what pruning made of it, and how that compares with the masked original.</summary>
/// <param name="Original">The model before pruning.</param>
/// <param name="Options">What was asked for; null when a plan was applied.</param>
/// <param name="Costs">What reads were chosen by; null when a plan was applied.</param>
/// <param name="Result">The pruned model, its plan and its figures.</param>
/// <param name="Verification">Null when it was not asked for.</param>
/// <param name="Speedup">Null when it was not asked for.</param>
internal sealed record PruningRun(
    Model Original, PruningOptions? Options, CostModel? Costs, PruningResult Result, VerificationResult? Verification = null, Speedup? Speedup = null)
{
    /// <summary>Path of the real inputs that channels were scored on; null: there were none.</summary>
    public string? Calibration { get; init; }

    /// <param name="original">The model.</param>
    /// <param name="options">What to prune.</param>
    /// <param name="costs">The runtime that the pruned model is for.</param>
    /// <param name="calibration">Path of real inputs, for criteria that look at them; null: there are none.</param>
    /// <exception cref="UpscaleException">UPS11xx, UPS12xx; UPS14xx and UPS17xx where the criterion looks at calibration data.</exception>
    public static PruningRun Prune(Model original, PruningOptions options, CostModel costs, string? calibration = null) =>
        new(original, options, costs, Pruner.Prune(original, options, costs, activations: calibration is null ? null : new CalibrationData(calibration)))
        {
            Calibration = calibration,
        };

    /// <exception cref="UpscaleException">UPS11xx, UPS1302.</exception>
    public static PruningRun Apply(Model original, PruningPlan plan) =>
        new(original, null, null, Pruner.Apply(original, plan));

    /// <summary>The same run, verified. Needs ONNX Runtime, which otherwise only calibration data do.</summary>
    /// <exception cref="UpscaleException">UPS1401: it differs; UPS1402 to UPS1404: it cannot be verified.</exception>
    public PruningRun Verified()
    {
        var verification = Verifier.Verify(Original, Result.Model, Result.Plan);
        verification.RequirePassed(Original.Path);
        return this with { Verification = verification };
    }

    /// <summary>The same run, measured beside the original.</summary>
    /// <exception cref="UpscaleException">UPS1402 to UPS1404: a model does not run here.</exception>
    public PruningRun Measured() => this with { Speedup = Speedup.Measure(Original, Result.Model) };

    /// <summary>What is wrong with the speed: null when it was not measured, or the pruned model is faster.</summary>
    public UpscaleException? SpeedProblem => Speedup is { IsFaster: false } ? Speedup.NotFaster(Result.Report, Original.Path) : null;
}
