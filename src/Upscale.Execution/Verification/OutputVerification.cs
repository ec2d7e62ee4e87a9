namespace Upscale.Execution.Verification;

/// <summary>How one output of the pruned model compares with the reference; the worst of all runs.</summary>
/// <param name="Output">Name of the graph output.</param>
/// <param name="LargestError">Largest absolute difference; NaN when a value is not finite or the outputs cannot be compared.</param>
/// <param name="LargestMagnitude">Largest absolute value of the reference.</param>
/// <param name="Tolerance">Largest absolute difference that passes.</param>
/// <param name="Strength">What the comparison is worth.</param>
/// <param name="Obstacle">Why the outputs cannot be compared at all; null when they can.</param>
public sealed record OutputVerification(
    string Output, double LargestError, double LargestMagnitude, double Tolerance, OutputStrength Strength, string? Obstacle = null)
{
    /// <summary>Whether the outputs agree within the tolerance.</summary>
    public bool Passed => Obstacle is null && LargestError <= Tolerance;

    /// <summary>The worse of two runs; as strong as the stronger of them.</summary>
    internal OutputVerification Worst(OutputVerification other) =>
        (IsWorseThan(other) ? this : other) with { Strength = Strength < other.Strength ? Strength : other.Strength };

    private bool IsWorseThan(OutputVerification other) =>
        Passed == other.Passed ? !(LargestError * other.Tolerance < other.LargestError * Tolerance) : !Passed;
}
