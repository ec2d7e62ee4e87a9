using System.Collections.Immutable;
using System.Globalization;
using Upscale.Onnx;

namespace Upscale.Execution.Verification;

/// <summary>The comparison of a pruned model with its masked reference.</summary>
/// <param name="Outputs">Every output, in the original model's order.</param>
/// <param name="Runs">Number of random inputs.</param>
public sealed record VerificationResult(ImmutableArray<OutputVerification> Outputs, int Runs)
{
    /// <summary>Whether every output agrees.</summary>
    public bool Passed => Outputs.All(output => output.Passed);

    /// <summary>Reports the first output that disagrees.</summary>
    /// <param name="file">The model at fault, for the message.</param>
    /// <exception cref="UpscaleException">UPS1401.</exception>
    public void RequirePassed(string? file)
    {
        if (Outputs.FirstOrDefault(output => !output.Passed) is { } failed)
        {
            throw new UpscaleException(ErrorCodes.Mismatch, $"the pruned model differs from the masked original: output '{failed.Output}': {Describe(failed)}. Nothing was written; report the model, or pin what is affected", file);
        }
    }

    private static string Describe(OutputVerification output) => output.Obstacle ?? string.Create(
        CultureInfo.InvariantCulture,
        $"largest error {output.LargestError:g3} with values up to {output.LargestMagnitude:g3}, allowed is {output.Tolerance:g3}");
}
