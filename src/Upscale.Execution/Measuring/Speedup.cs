using System.Globalization;
using Upscale.Onnx;
using Upscale.Pruning.Inspection;

namespace Upscale.Execution.Measuring;

/// <summary>A pruned model's latency beside that of the model before pruning, on this machine.</summary>
/// <param name="Dense">Before pruning.</param>
/// <param name="Pruned">After pruning.</param>
public sealed record Speedup(Latency Dense, Latency Pruned)
{
    private const int ConsumersNamed = 3;

    /// <summary>Runs of each model; enough for a median, few enough for a build.</summary>
    private const int Runs = 21;

    /// <summary>Pruned over dense; below 1 is faster.</summary>
    public double Ratio => Pruned.Median / Dense.Median;

    /// <summary>Whether the pruned model is faster, by the median and by the fastest run.</summary>
    public bool IsFaster => Ratio < 1 && Pruned.Minimum < Dense.Minimum;

    /// <summary>Measures both, interleaved, on one thread.</summary>
    /// <exception cref="UpscaleException">UPS1402 to UPS1404: a model does not run here.</exception>
    public static Speedup Measure(Model dense, Model pruned)
    {
        var latencies = LatencyComparison.Measure([dense, pruned], new() { Runs = Runs });
        return new(latencies[0], latencies[1]);
    }

    /// <summary>What to say when the pruned model is not faster.</summary>
    /// <param name="report">Names the consumers that cost the most.</param>
    /// <param name="file">The model.</param>
    public UpscaleException NotFaster(PruningReport report, string? file)
    {
        ArgumentNullException.ThrowIfNull(report);
        var costly = report.Consumers.OrderByDescending(consumer => consumer.Seconds).Take(ConsumersNamed).Select(consumer => consumer.Node);
        return new(
            ErrorCodes.NotFaster,
            string.Create(CultureInfo.InvariantCulture, $"the pruned model is not faster here: {Milliseconds(Pruned)} ms, before pruning {Milliseconds(Dense)} ms. ")
                + $"What costs most: {string.Join(", ", costly)}. Raise the ratio, round to this machine's block (Round=\"auto\"), or leave this model as it is",
            file);
    }

    private static string Milliseconds(Latency latency) => latency.Median.TotalMilliseconds.ToString("F3", CultureInfo.InvariantCulture);
}
