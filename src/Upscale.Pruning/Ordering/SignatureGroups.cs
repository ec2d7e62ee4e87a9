namespace Upscale.Pruning.Ordering;

/// <summary>Channels that the same consumers keep, as groups: no order needs to tell them apart.</summary>
/// <param name="Members">Per group its channels, ascending; groups by their first channel. Channels that nobody keeps are in none.</param>
/// <param name="Sets">Per consumer the groups it keeps, ascending.</param>
/// <param name="Unused">Channels that nobody keeps, ascending.</param>
internal sealed record SignatureGroups(IReadOnlyList<int[]> Members, IReadOnlyList<int[]> Sets, IReadOnlyList<int> Unused)
{
    public static SignatureGroups Of(int channels, IReadOnlyList<int[]> kept)
    {
        var label = Refine(channels, kept);
        var used = new bool[channels];
        foreach (var channel in kept.SelectMany(set => set))
        {
            used[channel] = true;
        }

        var group = new Dictionary<int, int>();
        var members = new List<List<int>>();
        foreach (var channel in Enumerable.Range(0, channels).Where(channel => used[channel]))
        {
            if (group.TryAdd(label[channel], members.Count))
            {
                members.Add([]);
            }

            members[group[label[channel]]].Add(channel);
        }

        return new SignatureGroups(
            [.. members.Select(list => list.ToArray())],
            [.. kept.Select(set => set.Select(channel => group[label[channel]]).Distinct().Order().ToArray())],
            [.. Enumerable.Range(0, channels).Where(channel => !used[channel])]);
    }

    private static int[] Refine(int channels, IReadOnlyList<int[]> kept)
    {
        var label = new int[channels];
        var labels = 1;
        foreach (var set in kept)
        {
            var inside = new Dictionary<int, int>();
            foreach (var channel in set)
            {
                if (inside.TryAdd(label[channel], labels))
                {
                    labels++;
                }

                label[channel] = inside[label[channel]];
            }
        }

        return label;
    }
}
