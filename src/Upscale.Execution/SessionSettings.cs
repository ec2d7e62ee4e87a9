namespace Upscale.Execution;

/// <summary>How a model runs.</summary>
public sealed record SessionSettings
{
    /// <summary>Threads inside one operator; at least 1.</summary>
    public int Threads { get; init; } = 1;

    public GraphOptimisation Optimisation { get; init; }
}
