using System.Collections.Immutable;
using System.Diagnostics;
using Upscale.Execution.Verification;
using Upscale.Onnx;

namespace Upscale.Execution.Profiling;

/// <summary>Times whole runs of a model, optimised as an application would run it, with batch size 1.</summary>
public static class LatencyMeasurement
{
    private const int WarmUps = 3;
    private const int LeastRuns = 12;

    private static readonly ImmutableArray<long> OneSample = [1];
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(1.5);

    /// <summary>Seconds of one run after another, warm.</summary>
    /// <exception cref="UpscaleException">UPS1402: the model does not run; UPS1403: no ONNX Runtime; UPS1404: its inputs cannot be made.</exception>
    public static IReadOnlyList<double> Measure(Model model, int threads)
    {
        using var session = ModelSession.Open(model, new() { Threads = threads, Optimisation = GraphOptimisation.All });
        var inputs = new InputSearch(model, session, OneSample).Find(seed: 0).Inputs;
        using var call = session.Prepare(inputs);
        var times = new List<double>();
        var begin = Stopwatch.StartNew();
        for (var run = 0; run < WarmUps + LeastRuns || begin.Elapsed < Duration; run++)
        {
            var watch = Stopwatch.StartNew();
            call.Run();
            times.Add(watch.Elapsed.TotalSeconds);
        }

        return times[WarmUps..];
    }

    /// <summary>The run that other work on the machine hardly disturbs.</summary>
    /// <param name="times">At least one.</param>
    public static double Typical(IReadOnlyCollection<double> times) => LowMean.Of(times);
}
