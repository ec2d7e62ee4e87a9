namespace Upscale.Pruning.Ordering;

/// <summary>A set of signature groups that consumers would like to be a range.</summary>
/// <param name="Groups">Ascending.</param>
/// <param name="Savings">What serving it saves, summed over the consumers that keep this set.</param>
/// <param name="Consumer">The first of them.</param>
internal sealed record Demand(int[] Groups, double Savings, int Consumer)
{
    /// <summary>The demands that not every order serves: largest savings first, then the smallest set, then the first consumer.</summary>
    public static IReadOnlyList<Demand> Rank(SignatureGroups groups, IReadOnlyList<double> savings) =>
    [
        .. Enumerable.Range(0, groups.Sets.Count)
            .Where(consumer => groups.Sets[consumer].Length > 1 && groups.Sets[consumer].Length < groups.Members.Count)
            .GroupBy(consumer => new ChannelSet(groups.Members.Count, groups.Sets[consumer]))
            .Select(same => new Demand(groups.Sets[same.First()], same.Sum(consumer => savings[consumer]), same.First()))
            .OrderByDescending(demand => demand.Savings)
            .ThenBy(demand => demand.Groups.Length),
    ];
}
