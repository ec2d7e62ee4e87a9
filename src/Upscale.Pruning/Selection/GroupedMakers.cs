using Upscale.Pruning.Channels;

namespace Upscale.Pruning.Selection;

/// <summary>Grouped convolutions whose channels one layer alone reads.</summary>
internal sealed class GroupedMakers
{
    private readonly ChannelAnalysis _analysis;
    private readonly Dictionary<int, EqualGroups> _byFirst = [];
    private readonly int[] _readers;

    public GroupedMakers(ChannelAnalysis analysis)
    {
        _analysis = analysis;
        var made = analysis.Producers.Select(producer => producer.Channels).ToHashSet();
        foreach (var groups in analysis.Constraints.OfType<EqualGroups>().Where(groups => made.Contains(groups.List)))
        {
            _byFirst[analysis.Root(groups.List.Slots[0])] = groups;
        }

        _readers = new int[analysis.SlotCount];
        foreach (var root in _byFirst.Count == 0 ? [] : analysis.Consumers.SelectMany(consumer => UnitRoots.Of(consumer.Channels, analysis).Distinct()))
        {
            _readers[root]++;
        }
    }

    /// <summary>How many groups make just these channels, in this order, for nobody else.</summary>
    /// <param name="roots">What a layer reads.</param>
    /// <returns>null where several layers read them, something holds them, or no grouped convolution makes them.</returns>
    public int? GroupsOf(int[] roots) => roots.Length > 0 && _byFirst.TryGetValue(roots[0], out var groups) && groups.List.Count == roots.Length
        && Enumerable.Range(0, roots.Length).All(i =>
            _analysis.Root(groups.List.Slots[i]) == roots[i] && _readers[roots[i]] == 1 && !_analysis.IsPinned(roots[i]))
            ? groups.Groups
            : null;
}
