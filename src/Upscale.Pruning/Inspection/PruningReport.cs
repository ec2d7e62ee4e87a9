using System.Collections.Immutable;
using Upscale.Pruning.Costs;
using Upscale.Pruning.Layout;
using Upscale.Pruning.Plans;

namespace Upscale.Pruning.Inspection;

/// <summary>What pruning did to one consumer.</summary>
/// <param name="Node">The node, as messages name it.</param>
/// <param name="Channels">Input channels before.</param>
/// <param name="Kept">Input channels whose weights survive.</param>
/// <param name="Read">Input channels that the node computes with now.</param>
/// <param name="Realisation">How it gets them.</param>
/// <param name="Seconds">Estimated time of the node, with its copy.</param>
public sealed record ConsumerReport(string Node, int Channels, int Kept, int Read, Realisation Realisation, double Seconds);

/// <summary>Before and after.</summary>
/// <param name="Before">The original model.</param>
/// <param name="After">The pruned model.</param>
/// <param name="Consumers">Every consumer, in graph order.</param>
/// <param name="Refusals">What was held back, and why.</param>
public sealed record PruningReport(
    ModelFigures Before, ModelFigures After, ImmutableArray<ConsumerReport> Consumers, ImmutableArray<Refusal> Refusals)
{
    internal static PruningReport Of(AnalysedGraph before, ModelFigures after, ResolvedPlan resolved, PruningPlan plan, CostModel costs)
    {
        var reads = new ReadCosts(before, resolved.Layout, costs);
        return new(ModelFigures.Of(before), after, Describe(before, resolved, reads), plan.Refusals);
    }

    private static ImmutableArray<ConsumerReport> Describe(AnalysedGraph before, ResolvedPlan resolved, ReadCosts costs) =>
        [.. before.Channels.Consumers.Zip(resolved.Reads(before.Channels)).Select((reader, index) =>
        {
            var (consumer, read) = reader;
            var kept = resolved.Kept[index];
            var positions = read.Positions(resolved.Realisations[index], resolved.Layout.PositionsOf(consumer.Channels));
            return new ConsumerReport(
                consumer.Node.Label,
                consumer.Channels.UnitCount,
                kept.Count(keep => keep),
                positions.Select(position => consumer.Channels.Units[position]).Distinct().Count(),
                resolved.Realisations[index],
                costs.Compute(consumer, positions.Length) + (resolved.Realisations[index] is Realisation.Slice or Realisation.Gather ? costs.Copy(consumer, positions.Length, resolved.Realisations[index] == Realisation.Slice) : 0));
        })];
}
