using System.Collections.Immutable;
using Upscale.Pruning.Channels;

namespace Upscale.Pruning.Selection;

/// <summary>For every consumer, which units of its input it keeps.</summary>
/// <param name="Flags">Per consumer, in the order of <see cref="ChannelAnalysis.Consumers"/>, one flag per unit; true = keep.</param>
internal sealed record KeptSets(ImmutableArray<ImmutableArray<bool>> Flags)
{
    public ImmutableArray<bool> this[int consumer] => Flags[consumer];

    public static KeptSets All(ChannelAnalysis analysis) =>
        new([.. analysis.Consumers.Select(consumer => Enumerable.Repeat(true, consumer.Channels.UnitCount).ToImmutableArray())]);
}
