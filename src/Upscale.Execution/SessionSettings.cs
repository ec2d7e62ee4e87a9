namespace Upscale.Execution;

/// <summary>How a model runs.</summary>
public sealed record SessionSettings
{
    /// <summary>Threads inside one operator; at least 1.</summary>
    public int Threads { get; init; } = 1;

    public GraphOptimisation Optimisation { get; init; }

    /// <summary>How the path of a file begins that gets the time of every node; null: no times are taken.</summary>
    public string? ProfilePrefix { get; init; }
}
