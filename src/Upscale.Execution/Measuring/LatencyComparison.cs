using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Upscale.Execution.Verification;
using Upscale.Onnx;

namespace Upscale.Execution.Measuring;

/// <summary>Measures models side by side in one process: one run of each in turn, so that what disturbs the machine disturbs all.</summary>
public static class LatencyComparison
{
    private static readonly ImmutableArray<long> OneSample = [1];

    /// <summary>Measures with batch size 1, all graph optimisations, random inputs.</summary>
    /// <param name="models">Models with the same inputs.</param>
    /// <param name="options">Null: the defaults.</param>
    /// <returns>One per model.</returns>
    /// <exception cref="UpscaleException">UPS1402: a model does not run; UPS1403: no ONNX Runtime; UPS1404: inputs that are not tensors of numbers.</exception>
    public static ImmutableArray<Latency> Measure(IReadOnlyList<Model> models, LatencyOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(models);
        options ??= new();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Runs, 1, nameof(options));
        RuntimeLibrary.Load();
        return Run(models, options);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ImmutableArray<Latency> Run(IReadOnlyList<Model> models, LatencyOptions options)
    {
        var settings = new SessionSettings { Threads = options.Threads, Optimisation = GraphOptimisation.All };
        var sessions = new List<ModelSession>();
        var calls = new List<PreparedRun>();
        try
        {
            sessions.AddRange(models.Select(model => ModelSession.Open(model, settings)));
            var inputs = new InputSearch(models[0], sessions[0], OneSample).Find(options.Seed).Inputs;
            calls.AddRange(sessions.Select(session => session.Prepare(inputs)));
            return Interleave(calls, options);
        }
        finally
        {
            calls.ForEach(call => call.Dispose());
            sessions.ForEach(session => session.Dispose());
        }
    }

    private static ImmutableArray<Latency> Interleave(List<PreparedRun> calls, LatencyOptions options)
    {
        var times = calls.Select(_ => new List<TimeSpan>(options.Runs)).ToArray();
        for (var round = -options.WarmUps; round < options.Runs; round++)
        {
            for (var i = 0; i < calls.Count; i++)
            {
                var start = Stopwatch.GetTimestamp();
                calls[i].Run();
                var elapsed = Stopwatch.GetElapsedTime(start);
                if (round >= 0)
                {
                    times[i].Add(elapsed);
                }
            }
        }

        return [.. times.Select(Latency.Of)];
    }
}
