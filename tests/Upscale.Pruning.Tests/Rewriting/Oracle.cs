using Upscale.Execution.Verification;
using Upscale.Onnx;
using Upscale.Pruning.Plans;
using Verifier = Upscale.Execution.Verifier;

namespace Upscale.Pruning.Tests.Rewriting;

/// <summary>The pruned model must equal the one in which the removed weights are zero.</summary>
internal static class Oracle
{
    // An output of few elements can be close to zero although the terms of its sums, which are rounded, are not.
    private const double SmallestTolerance = 1e-5;

    public static void AssertEqual(Model original, PruningResult result) => Assert.Null(Mismatch(original, result.Plan, result.Model));

    /// <returns>null when every output agrees, otherwise what differs.</returns>
    public static string? Mismatch(Model original, PruningPlan plan, Model pruned, int seed = 0)
    {
        var result = Verifier.Verify(original, pruned, plan, new() { Runs = 1, Threads = 1, Seed = seed });
        return result.Outputs.FirstOrDefault(output => !Agrees(output))?.ToString();
    }

    private static bool Agrees(OutputVerification output) =>
        output.Obstacle is null && output.LargestError <= Math.Max(output.Tolerance, SmallestTolerance);
}
