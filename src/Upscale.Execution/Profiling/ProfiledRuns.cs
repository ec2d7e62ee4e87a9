using Upscale.Onnx;

namespace Upscale.Execution.Profiling;

/// <summary>Runs a model under ONNX Runtime's profiler.</summary>
internal static class ProfiledRuns
{
    private const int WarmUps = 2;

    /// <summary>The times of all kernels; those of the first runs are left out.</summary>
    /// <param name="model">Every input is float32 and of known shape.</param>
    /// <param name="runs">How many count.</param>
    /// <param name="threads">Inside one operator.</param>
    /// <exception cref="UpscaleException">UPS1402 to UPS1406.</exception>
    public static IReadOnlyList<NodeTime> Measure(Model model, int runs, int threads)
    {
        var folder = Directory.CreateTempSubdirectory("upscale-");
        try
        {
            var settings = new SessionSettings
            {
                Threads = threads,
                Optimisation = GraphOptimisation.All,
                ProfilePrefix = Path.Combine(folder.FullName, "profile"),
            };
            using var session = ModelSession.Open(model, settings);
            var data = new FlatData();
            var inputs = model.Graph.Inputs.ToDictionary(
                input => input.Name, input => data.Of(input.Name, [.. input.DeclaredShape!.Select(dim => dim.Size)]), StringComparer.Ordinal);
            using var call = session.Prepare(inputs);
            for (var run = 0; run < WarmUps + runs; run++)
            {
                call.Run();
            }

            var events = ProfileEvents.Parse(File.ReadAllBytes(session.EndProfiling()));
            var perRun = events.Count / (WarmUps + runs);
            return [.. events.Skip(WarmUps * perRun)];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
