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

    /// <summary>Prunes with every choice, compares each plan once, and asks that the choices make more than one plan.</summary>
    public static void AssertEveryChoiceExact(Model model, IEnumerable<PruningOptions> choices)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var options in choices)
        {
            var result = Pruner.Prune(model, options);
            if (seen.Add(result.Plan.ToJson()))
            {
                Assert.Equal($"{options}: ", $"{options}: {Mismatch(model, result.Plan, result.Model)}");
            }
        }

        Assert.True(seen.Count > 1, "nothing can be pruned");
    }

    /// <returns>null when every output agrees, otherwise what differs.</returns>
    public static string? Mismatch(Model original, PruningPlan plan, Model pruned, int seed = 0)
    {
        var result = Verifier.Verify(original, pruned, plan, new() { Runs = 1, Threads = 1, Seed = seed });
        return result.Outputs.FirstOrDefault(output => !Agrees(output))?.ToString();
    }

    private static bool Agrees(OutputVerification output) =>
        output.Obstacle is null && output.LargestError <= Math.Max(output.Tolerance, SmallestTolerance);
}
