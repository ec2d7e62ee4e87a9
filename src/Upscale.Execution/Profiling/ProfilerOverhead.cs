using System.Diagnostics;
using Upscale.Onnx;

namespace Upscale.Execution.Profiling;

/// <summary>What ONNX Runtime's profiler adds to the time of a kernel.</summary>
internal static class ProfilerOverhead
{
    private const int Nodes = 200;
    private const int Runs = 100;

    /// <summary>Profiled times of nodes that do next to nothing, without what they take when nobody looks, dispatch included.</summary>
    /// <returns>Microseconds.</returns>
    public static double Measure(int threads)
    {
        var model = Chain();
        var profiled = LowMean.Of(ProfiledRuns.Measure(model, Runs, threads).Select(time => (double)time.Microseconds));
        return Math.Max(0, profiled - (UnprofiledRun(model, threads) / Nodes));
    }

    private static double UnprofiledRun(Model model, int threads)
    {
        using var session = ModelSession.Open(model, new() { Threads = threads, Optimisation = GraphOptimisation.All });
        using var call = session.Prepare(new Dictionary<string, Tensor> { ["x"] = new FlatData().Of("x", 1, 1) });
        return LowMean.Of(Enumerable.Range(0, Runs).Select(_ =>
        {
            var watch = Stopwatch.StartNew();
            call.Run();
            return watch.Elapsed.TotalMicroseconds;
        }));
    }

    private static Model Chain()
    {
        var builder = new ModelBuilder();
        var x = builder.Input("x", 1, 1);
        for (var node = 0; node < Nodes; node++)
        {
            x = builder.Node(node % 2 == 0 ? "Neg" : "Abs", [x]);
        }

        builder.Output(x);
        return builder.Build();
    }
}
