namespace Upscale.Execution.Measuring;

/// <summary>How latency is measured.</summary>
public sealed record LatencyOptions
{
    /// <summary>Threads inside one operator; at least 1.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Runs of each model that count; at least 1.</summary>
    public int Runs { get; init; } = 31;

    /// <summary>Runs of each model before those.</summary>
    public int WarmUps { get; init; } = 3;

    /// <summary>Of the random inputs.</summary>
    public int Seed { get; init; }
}
