namespace Upscale.Pruning.Ordering;

/// <summary>Channels that the same consumers keep, as groups: no order needs to tell them apart.</summary>
/// <param name="Members">Per group its channels, ascending; groups by their first channel. Channels that nobody keeps are in none.</param>
/// <param name="Sets">Per consumer the groups it keeps, ascending.</param>
/// <param name="Unused">Channels that nobody keeps, ascending.</param>
internal sealed record SignatureGroups(IReadOnlyList<int[]> Members, IReadOnlyList<int[]> Sets, IReadOnlyList<int> Unused)
{
    public static SignatureGroups Of(int channels, IReadOnlyList<int[]> kept)
    {
        var used = new bool[channels];
        foreach (var channel in kept.SelectMany(set => set))
        {
            used[channel] = true;
        }

        var labels = Refine(channels, kept);
        var groupOf = new int[channels];
        var members = new List<List<int>>();
        var first = new Dictionary<int, int>();
        for (var channel = 0; channel < channels; channel++)
        {
            if (used[channel])
            {
                if (first.TryAdd(labels[channel], members.Count))
                {
                    members.Add([]);
                }

                groupOf[channel] = first[labels[channel]];
                members[groupOf[channel]].Add(channel);
            }
        }

        return new SignatureGroups(
            [.. members.Select(list => list.ToArray())],
            [.. kept.Select(set => set.Where(channel => members[groupOf[channel]][0] == channel).Select(channel => groupOf[channel]).ToArray())],
            [.. Enumerable.Range(0, channels).Where(channel => !used[channel])]);
    }

    private static int[] Refine(int channels, IReadOnlyList<int[]> kept)
    {
        var (labels, sizes, hits, parts) = (new int[channels], new int[channels + 1], new int[channels + 1], new int[channels + 1]);
        sizes[0] = channels;
        var next = 1;
        foreach (var set in kept)
        {
            foreach (var channel in set)
            {
                hits[labels[channel]]++;
            }

            foreach (var channel in set)
            {
                var label = labels[channel];
                if (hits[label] < sizes[label] && parts[label] == 0)
                {
                    parts[label] = next++;
                }

                labels[channel] = parts[label] == 0 ? label : parts[label];
            }

            for (var label = next - 1; label >= 0; label--)
            {
                if (parts[label] != 0)
                {
                    sizes[parts[label]] = hits[label];
                    sizes[label] -= hits[label];
                }

                (hits[label], parts[label]) = (0, 0);
            }
        }

        return labels;
    }
}
