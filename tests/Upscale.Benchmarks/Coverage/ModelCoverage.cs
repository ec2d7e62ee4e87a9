using System.Collections.Immutable;
using Upscale.Execution;
using Upscale.Execution.Verification;
using Upscale.Onnx;
using Upscale.Pruning;
using Upscale.Pruning.Inspection;

namespace Upscale.Benchmarks.Coverage;

/// <summary>What of a model can be pruned, what holds the rest, and every run.</summary>
/// <param name="Inspection">Consumers and pins.</param>
/// <param name="Weighted">Multiply-adds behind the first layers.</param>
/// <param name="Runs">Those that ended.</param>
/// <param name="Effect">What removing channels changes, as a share of the allowed error; far above 1 when the comparison sees the weights.</param>
/// <param name="Failures">Why a run did not end, or was not exact.</param>
internal sealed record ModelCoverage(
    string Name,
    ModelInspection Inspection,
    WeightedMacs Weighted,
    ImmutableArray<PruningMeasurement> Runs,
    double Effect,
    ImmutableArray<UpscaleException> Failures)
{
    /// <exception cref="UpscaleException">The model cannot be read or analysed.</exception>
    public static ModelCoverage Measure(FileInfo file, ImmutableArray<RunSettings> settings)
    {
        var model = Model.Load(file.FullName);
        var runs = ImmutableArray.CreateBuilder<PruningMeasurement>();
        var failures = ImmutableArray.CreateBuilder<UpscaleException>();
        foreach (var setting in settings)
        {
            try
            {
                var run = PruningMeasurement.Measure(model, setting);
                runs.Add(run);
                run.Verification.RequirePassed(file.FullName);
            }
            catch (UpscaleException failure)
            {
                failures.Add(new(failure.Code, $"{setting.Mode} {setting.Label}: {failure.Message}", failure.File ?? file.FullName, failure.Node, failure));
            }
        }

        var effect = runs.Count == 0 ? double.NaN : EffectOf(model, settings);
        return new(Path.GetFileNameWithoutExtension(file.Name), Inspector.Inspect(model), WeightedMacs.Of(model), runs.ToImmutable(), effect, failures.ToImmutable());
    }

    /// <summary>Whether an output of the reference was constant, so that the comparison shows little.</summary>
    public bool IsWeak => Runs.SelectMany(run => run.Verification.Outputs).Any(output => output.Strength != OutputStrength.Varied);

    private static double EffectOf(Model model, ImmutableArray<RunSettings> settings)
    {
        var strongest = settings.OrderBy(setting => setting.Round).ThenByDescending(setting => setting.Ratio).First();
        return PruningMeasurement.WorstOf(Verifier.Verify(model, model, Pruner.Prune(model, strongest.Options).Plan, new() { Runs = 1 }));
    }
}
