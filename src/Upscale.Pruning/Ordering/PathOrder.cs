namespace Upscale.Pruning.Ordering;

/// <summary>The path search of UPSCALE: overlapping kept sets as neighbours on paths, contained sets inside their containers.</summary>
/// <remarks>Wan et al., UPSCALE: Unconstrained Channel Pruning, ICML 2023, arXiv:2307.08771.</remarks>
internal sealed class PathOrder : ChannelOrder
{
    public override string Name => "upscale";

    public override int[] Order(int channels, IReadOnlyList<int[]> kept, IReadOnlyList<double> savings)
    {
        var sets = kept.Select(set => new ChannelSet(channels, set)).Distinct().ToArray();
        var contents = sets.ToDictionary(set => set, set => Array.FindAll(sets, other => other.IsProperSubsetOf(set)));
        var inside = new Dictionary<ChannelSet, IReadOnlyList<int>>();
        foreach (var set in sets.OrderBy(set => set.Count))
        {
            inside[set] = [.. LayOut(Maximal(contents[set], contents), inside).Concat(set.Channels).Distinct()];
        }

        return [.. LayOut(Maximal(sets, contents), inside).Concat(Enumerable.Range(0, channels)).Distinct()];
    }

    private static ChannelSet[] Maximal(ChannelSet[] sets, Dictionary<ChannelSet, ChannelSet[]> contents)
    {
        var contained = sets.SelectMany(set => contents[set]).ToHashSet();
        return Array.FindAll(sets, set => !contained.Contains(set));
    }

    private static IEnumerable<int> LayOut(ChannelSet[] sets, Dictionary<ChannelSet, IReadOnlyList<int>> inside)
    {
        foreach (var path in new OverlapGraph(sets).Paths())
        {
            for (var i = 0; i < path.Count; i++)
            {
                var before = i > 0 ? sets[path[i - 1]] : null;
                var after = i + 1 < path.Count ? sets[path[i + 1]] : null;
                var portions = inside[sets[path[i]]].ToLookup(channel =>
                    before?.Contains(channel) == true ? 0 : after?.Contains(channel) == true ? 2 : 1);
                foreach (var channel in portions[0].Concat(portions[1]).Concat(portions[2]))
                {
                    yield return channel;
                }
            }
        }
    }
}
