using Upscale.Onnx;
using Upscale.Pruning.Channels;
using Upscale.Pruning.Costs;
using Upscale.Pruning.Importance;
using Upscale.Pruning.Inspection;
using Upscale.Pruning.Plans;
using Upscale.Pruning.Rewriting;
using Upscale.Pruning.Selection;

namespace Upscale.Pruning;

/// <summary>A pruned model with the plan that made it.</summary>
/// <param name="Model">The pruned model.</param>
/// <param name="Plan">What was decided.</param>
/// <param name="Report">Before and after.</param>
public sealed record PruningResult(Model Model, PruningPlan Plan, PruningReport Report);

/// <summary>The pipeline: analyse, score, select, plan, rewrite.</summary>
public static class Pruner
{
    /// <summary>Prunes a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="options">What to prune and how much.</param>
    /// <param name="costs">The runtime that the pruned model is for; null: the analytic model.</param>
    /// <param name="activations">Runs the model on calibration data, for criteria that look at them; null: there are none.</param>
    /// <exception cref="UpscaleException">UPS11xx: inconsistent model; UPS12xx: options; what <paramref name="activations"/> throws.</exception>
    public static PruningResult Prune(Model model, PruningOptions options, CostModel? costs = null, IActivationSource? activations = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var graph = AnalysedGraph.Read(model, options.PreserveOutputOrder);
        costs ??= CostModel.Analytic;
        var criterion = CriterionCatalog.Find(options.Criterion);
        var scores = options.Side == PruningSide.Input ? ImportanceScores.Compute(graph, criterion, activations) : null;
        var result = Prune(graph, options, criterion, costs, scores);
        if (options.Round == 1 || !graph.Channels.Constraints.OfType<EqualGroups>().Any(groups => groups.GroupSize % options.Round == 0))
        {
            return result;
        }

        var split = Prune(graph, options with { SplitsBlocks = true }, criterion, costs, scores);
        return LatencyEstimate.Of(split.Model, costs).Seconds < LatencyEstimate.Of(result.Model, costs).Seconds ? split : result;
    }

    private static PruningResult Prune(AnalysedGraph graph, PruningOptions options, ImportanceCriterion criterion, CostModel costs, ImportanceScores? scores)
    {
        var excluded = ExcludedLayers.Find(graph, options.Exclude);
        var plan = scores is null
            ? Planner.Plan(graph, options, costs, OutputSide.Select(graph, options, criterion, excluded), restore: !criterion.IsPattern)
            : PlanInputs(graph, options, criterion, costs, scores, excluded);
        return Choose(graph, plan with { Refusals = [.. plan.Refusals, .. excluded.Refusals(graph.Channels)] }, costs);
    }

    private static PruningPlan PlanInputs(
        AnalysedGraph graph, PruningOptions options, ImportanceCriterion criterion, CostModel costs, ImportanceScores scores, ExcludedLayers excluded)
    {
        var layers = GivenChannels.Hold(excluded.Hold(ScoredChannels.Read(graph.Channels, scores), graph), graph);
        var selection = new ChannelSelection(
            Selector.For(options, criterion).Select(graph.Channels, layers), ScoredChannels.PerSlot(layers, graph.Channels))
        {
            Needed = excluded.Needed,
        };
        var plan = Planner.Plan(graph, options, costs, selection, restore: !criterion.IsPattern);
        return plan with { Refusals = [.. plan.Refusals, .. scores.Refusals(graph.Channels)] };
    }

    /// <summary>Applies a plan instead of selecting.</summary>
    /// <exception cref="UpscaleException">UPS1302: the plan does not fit the model; UPS11xx: inconsistent model.</exception>
    public static PruningResult Apply(Model model, PruningPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var graph = AnalysedGraph.Read(model, plan.PreserveOutputOrder);
        var resolved = ResolvedPlan.Resolve(plan, graph);
        return Describe(graph, resolved, plan, PlanRewriter.Rewrite(graph, resolved), CostModel.Analytic);
    }

    /// <summary>Rewrites, and splits streams where that pays: what it saves shows only in the model that is left.</summary>
    private static PruningResult Choose(AnalysedGraph graph, PruningPlan plan, CostModel costs)
    {
        var resolved = ResolvedPlan.Resolve(plan, graph);
        var (final, pruned) = SplitReads.Choose(plan, PlanRewriter.Rewrite(graph, resolved), costs);
        return Describe(graph, ReferenceEquals(final, plan) ? resolved : ResolvedPlan.Resolve(final, graph), final, pruned, costs);
    }

    private static PruningResult Describe(AnalysedGraph graph, ResolvedPlan resolved, PruningPlan plan, Model pruned, CostModel costs) =>
        new(pruned, plan, PruningReport.Of(graph, ModelFigures.Of(pruned), resolved, plan, costs));
}
