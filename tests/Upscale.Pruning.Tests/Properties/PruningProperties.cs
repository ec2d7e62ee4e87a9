using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;
using Upscale.Pruning.Plans;
using Upscale.Pruning.Rewriting;
using Upscale.Pruning.Tests.Rewriting;

namespace Upscale.Pruning.Tests.Properties;

public sealed class PruningProperties
{
    private const int CasesByDefault = 600;

    [Fact]
    public void Any_kept_sets_orders_and_realisations_of_any_network_equal_the_masked_one()
    {
        var given = Environment.GetEnvironmentVariable("UPSCALE_PROPERTY_CASES");
        var cases = given is null ? CasesByDefault : int.Parse(given, CultureInfo.InvariantCulture);
        var seed = Environment.GetEnvironmentVariable("UPSCALE_PROPERTY_SEED") is { } text ? ulong.Parse(text, CultureInfo.InvariantCulture) : 1;
        var config = Config.QuickThrowOnFailure
            .WithMaxTest(cases)
            .WithReplay(FSharpOption<Replay>.Some(new(new Rnd(seed), FSharpOption<int>.None)))
            .WithParallelRunConfig(FSharpOption<ParallelRunConfig>.Some(new(Environment.ProcessorCount)));
        Check.One(config, Prop.ForAll(NetworkCase.Arbitrary, item => Failure(item) is null));
    }

    /// <summary>Builder code, plan and what differs.</summary>
    public static string Explain(object item) => item is NetworkCase network
        ? $"{network.Build().Code}{Failure(network) ?? "no failure"}"
        : "";

    private static string? Failure(NetworkCase item)
    {
        try
        {
            var (model, _) = item.Build();
            var graph = AnalysedGraph.Read(model, item.PreserveOutputOrder);
            var plan = PruningPlan.Parse(RandomPlan.Make(graph, item).ToJson());
            var pruned = PlanRewriter.Rewrite(graph, ResolvedPlan.Resolve(plan, graph));
            return Oracle.Mismatch(model, plan, pruned, seed: item.Seed) is { } mismatch ? $"{plan.ToJson()}{mismatch}" : null;
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return error.ToString();
        }
    }
}
