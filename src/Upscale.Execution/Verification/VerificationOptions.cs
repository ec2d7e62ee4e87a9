namespace Upscale.Execution.Verification;

/// <summary>How thoroughly two models are compared.</summary>
public sealed record VerificationOptions
{
    /// <summary>Different random inputs; at least 1.</summary>
    public int Runs { get; init; } = 2;

    /// <summary>Seed of the first run's inputs; later runs count up.</summary>
    public int Seed { get; init; }

    /// <summary>Threads of ONNX Runtime; at least 1.</summary>
    public int Threads { get; init; } = Math.Min(2, Environment.ProcessorCount);
}
