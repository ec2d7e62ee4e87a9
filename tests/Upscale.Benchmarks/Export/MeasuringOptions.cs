using System.CommandLine;

namespace Upscale.Benchmarks.Export;

/// <summary>How models are measured beside one another.</summary>
internal sealed class MeasuringOptions
{
    public Option<int[]> Threads { get; } = new("--threads") { Description = "Threads; may be given several times.", DefaultValueFactory = _ => [1, 2] };

    public Option<int> Runs { get; } = new("--runs") { Description = "Runs of each model that count.", DefaultValueFactory = _ => 31 };

    public Option<int> Block { get; } = new("--block") { Description = "Channels that the runtime computes together.", DefaultValueFactory = _ => 16 };
}
