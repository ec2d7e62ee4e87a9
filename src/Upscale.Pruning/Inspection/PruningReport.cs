using System.Collections.Immutable;
using Upscale.Pruning.Layout;
using Upscale.Pruning.Plans;

namespace Upscale.Pruning.Inspection;

/// <summary>What pruning did to one consumer.</summary>
/// <param name="Node">The node, as messages name it.</param>
/// <param name="Channels">Input channels before.</param>
/// <param name="Kept">Input channels whose weights survive.</param>
/// <param name="Read">Input channels that the node computes with now.</param>
/// <param name="Realisation">How it gets them.</param>
public sealed record ConsumerReport(string Node, int Channels, int Kept, int Read, Realisation Realisation);

/// <summary>Before and after.</summary>
/// <param name="Before">The original model.</param>
/// <param name="After">The pruned model.</param>
/// <param name="Consumers">Every consumer, in graph order.</param>
/// <param name="Refusals">What was held back, and why.</param>
public sealed record PruningReport(
    ModelFigures Before, ModelFigures After, ImmutableArray<ConsumerReport> Consumers, ImmutableArray<Refusal> Refusals)
{
    internal static PruningReport Of(AnalysedGraph before, ModelFigures after, ResolvedPlan resolved, PruningPlan plan) => new(
        ModelFigures.Of(before),
        after,
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
                resolved.Realisations[index]);
        })],
        plan.Refusals);
}
