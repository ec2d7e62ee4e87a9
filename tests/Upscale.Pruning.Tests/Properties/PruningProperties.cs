using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;
using Upscale.Onnx;
using Upscale.Pruning.Plans;
using Upscale.Pruning.Rewriting;
using Upscale.Pruning.Tests.Rewriting;

namespace Upscale.Pruning.Tests.Properties;

public sealed class PruningProperties
{
    internal const int RandomPlans = 1500;
    internal const ulong SeedByDefault = 2;
    private const int Prunings = 500;

    // An operator that jumps can make a rounding error large, on few inputs.
    private const int Confirmations = 3;

    [Fact]
    public void Any_kept_sets_orders_and_realisations_of_any_network_equal_the_masked_one() => Check(FailureOfRandomPlan, RandomPlans);

    [Fact]
    public void Any_options_for_any_network_equal_the_masked_one() => Check(FailureOfPruning, Prunings);

    /// <summary>Asks the same random networks for failures on every machine.</summary>
    internal static void Check(Func<NetworkCase, string?> failure, int cases, ulong seed)
    {
        var config = Config.QuickThrowOnFailure
            .WithMaxTest(cases)
            .WithReplay(FSharpOption<Replay>.Some(new(new Rnd(seed), FSharpOption<int>.None)))
            .WithParallelRunConfig(FSharpOption<ParallelRunConfig>.Some(new(Environment.ProcessorCount)));
        FsCheck.Check.One(config, Prop.ForAll(NetworkCase.Arbitrary, item => failure(item) is null));
    }

    /// <summary>Builder code, plan and what differs.</summary>
    internal static string Explain(NetworkCase item) =>
        $"{item.Build().Code}{FailureOfRandomPlan(item) ?? FailureOfPruning(item) ?? "no failure"}";

    private static void Check(Func<NetworkCase, string?> failure, int casesByDefault)
    {
        var cases = Environment.GetEnvironmentVariable("UPSCALE_PROPERTY_CASES") is { } count ? int.Parse(count, CultureInfo.InvariantCulture) : casesByDefault;
        var seed = Environment.GetEnvironmentVariable("UPSCALE_PROPERTY_SEED") is { } text ? ulong.Parse(text, CultureInfo.InvariantCulture) : SeedByDefault;
        Check(failure, cases, seed);
    }

    private static string? FailureOfRandomPlan(NetworkCase item) => Failure(item, model =>
    {
        var graph = AnalysedGraph.Read(model, item.PreserveOutputOrder);
        var plan = PruningPlan.Parse(RandomPlan.Make(graph, item).ToJson());
        return (plan, PlanRewriter.Rewrite(graph, ResolvedPlan.Resolve(plan, graph)));
    });

    private static string? FailureOfPruning(NetworkCase item) => Failure(item, model =>
    {
        var result = Pruner.Prune(model, item.Options);
        return (result.Plan, result.Model);
    });

    private static string? Failure(NetworkCase item, Func<Model, (PruningPlan Plan, Model Pruned)> prune)
    {
        try
        {
            var (model, _) = item.Build();
            var (plan, pruned) = prune(model);
            var mismatches = Enumerable.Range(0, item.HasOperators ? Confirmations : 1).Select(i => Oracle.Mismatch(model, plan, pruned, item.Seed ^ i));
            string?[] confirmed = [.. mismatches.TakeWhile(mismatch => mismatch is not null)];
            return confirmed.Length == (item.HasOperators ? Confirmations : 1) ? $"{plan.ToJson()}{confirmed[0]}" : null;
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return error.ToString();
        }
    }
}
