using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Upscale.Execution.Verification;
using Upscale.Onnx;
using Upscale.Pruning.Plans;
using Upscale.Pruning.Rewriting;

namespace Upscale.Execution;

/// <summary>Runs a pruned model against its oracle: the original with the weights of every removed channel set to zero.</summary>
public static class Verifier
{
    /// <summary>Compares every output on random inputs, graph optimisations off on both sides.</summary>
    /// <param name="original">The model before pruning.</param>
    /// <param name="pruned">The model after pruning.</param>
    /// <param name="plan">What was pruned.</param>
    /// <param name="options">Null: the defaults.</param>
    /// <exception cref="UpscaleException">UPS1302: the plan does not fit the original; UPS1402: a model does not run;
    /// UPS1403: no ONNX Runtime; UPS1404: inputs that are no tensors, or outputs that are not made of tensors.</exception>
    public static VerificationResult Verify(Model original, Model pruned, PruningPlan plan, VerificationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(original);
        ArgumentNullException.ThrowIfNull(pruned);
        options ??= new();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Runs, 1, nameof(options));
        RuntimeLibrary.Load();
        return Run(original, pruned, plan, options);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static VerificationResult Run(Model original, Model pruned, PruningPlan plan, VerificationOptions options)
    {
        var settings = new SessionSettings { Threads = options.Threads };
        using var reference = ModelSession.Open(MaskedReference.Build(original, plan), settings);
        using var candidate = ModelSession.Open(pruned, settings);
        if (candidate.InputNames.Except(reference.InputNames).FirstOrDefault() is { } foreign)
        {
            return new([.. original.Graph.Outputs.Select(output => Incomparable(output.Name, $"the pruned model asks for an input '{foreign}' that the original lacks"))], 0);
        }

        var search = new InputSearch(original, reference);
        var run = search.Find(options.Seed);
        var outputs = Compare(original, pruned, run, candidate.Run(run.Inputs));
        for (var i = 1; i < options.Runs; i++)
        {
            run = search.Run(run.Choice, options.Seed + i);
            outputs = [.. outputs.Zip(Compare(original, pruned, run, candidate.Run(run.Inputs)), (one, other) => one.Worst(other))];
        }

        return new(outputs, options.Runs);
    }

    private static ImmutableArray<OutputVerification> Compare(
        Model original, Model pruned, ReferenceRun run, ImmutableDictionary<string, OutputData> actual)
    {
        var relative = Tolerance.RelativeOf(original);
        return
        [
            .. original.Graph.Outputs.Select(output => actual.TryGetValue(output.Name, out var data)
                ? OutputComparison.Compare(output, run.Outputs[output.Name], data, OutputOrder.Read(pruned, output.Name), relative)
                : Incomparable(output.Name, "the pruned model lacks it")),
        ];
    }

    private static OutputVerification Incomparable(string output, string obstacle) =>
        new(output, double.NaN, double.NaN, double.NaN, OutputStrength.Varied, obstacle);
}
