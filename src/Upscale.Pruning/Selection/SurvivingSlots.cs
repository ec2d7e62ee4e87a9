using Upscale.Pruning.Channels;

namespace Upscale.Pruning.Selection;

/// <summary>Closes kept sets to the smallest set of slots that a valid graph can have.</summary>
internal sealed class SurvivingSlots
{
    private readonly ChannelAnalysis _analysis;
    private readonly float[] _priority;
    private readonly bool[] _alive;
    private readonly PruningOptions _options;

    private SurvivingSlots(ChannelAnalysis analysis, float[] priority, PruningOptions options)
    {
        _analysis = analysis;
        _priority = priority;
        _options = options;
        _alive = new bool[analysis.SlotCount];
    }

    /// <param name="analysis">The graph's channels.</param>
    /// <param name="kept">What each consumer keeps.</param>
    /// <param name="start">Per root: slots that survive in any case; may be empty.</param>
    /// <param name="priority">Per root; of slots that must come back, those with the largest value come first.</param>
    /// <param name="options">What widths of producers, or of each of their groups, are rounded up to.</param>
    /// <returns>Per root: whether it survives. Every kept and every pinned slot does.</returns>
    public static bool[] Find(ChannelAnalysis analysis, KeptSets kept, bool[] start, float[] priority, PruningOptions options)
    {
        var surviving = new SurvivingSlots(analysis, priority, options);
        surviving.Start(kept, start);
        var grouped = analysis.Constraints.OfType<EqualGroups>().SelectMany(groups => groups.List.Slots.ToArray()).Select(analysis.Root).ToHashSet();
        foreach (var producer in analysis.Producers.Where(producer => grouped.Count == 0 || !producer.Channels.Slots.ToArray().Select(analysis.Root).Any(grouped.Contains)))
        {
            surviving.ReviveUpTo(producer.Channels.Slots, alive => BlockRounding.Up(alive, producer.Channels.Count, options.Round));
        }

        var changed = true;
        while (changed)
        {
            changed = false;
            foreach (var constraint in analysis.Constraints)
            {
                changed |= surviving.Close(constraint);
            }
        }

        return surviving._alive;
    }

    private void Start(KeptSets kept, bool[] start)
    {
        for (var root = 0; root < _alive.Length; root++)
        {
            _alive[root] = (root < start.Length && start[root]) || _analysis.IsPinned(root);
        }

        for (var consumer = 0; consumer < _analysis.Consumers.Length; consumer++)
        {
            var list = _analysis.Consumers[consumer].Channels;
            for (var position = 0; position < list.Count; position++)
            {
                _alive[_analysis.Root(list.Slots[position])] |= kept[consumer][list.Units[position]];
            }
        }
    }

    private bool Close(SlotConstraint constraint) => constraint switch
    {
        NonEmpty => ReviveUpTo(constraint.List.Slots, alive => Math.Max(alive, 1)),
        EqualGroups groups => Equalise(groups),
        ProductSet product => Complete(product),
        Undivided => false,
        _ => throw new InvalidOperationException($"unknown constraint {constraint}"),
    };

    private bool Equalise(EqualGroups groups)
    {
        var (size, largest) = (groups.GroupSize, 0);
        for (var start = 0; start < groups.List.Count; start += size)
        {
            largest = Math.Max(largest, CountAlive(groups.List.Slots.Slice(start, size)));
        }

        largest = BlockRounding.UpInGroup(largest, size, _options);

        var changed = false;
        for (var start = 0; start < groups.List.Count; start += size)
        {
            changed |= ReviveUpTo(groups.List.Slots.Slice(start, size), alive => Math.Max(alive, largest));
        }

        return changed;
    }

    private bool Complete(ProductSet product)
    {
        var coordinates = ProductCoordinates.Alive(product.List, product.Extents, slot => _alive[_analysis.Root(slot)]);
        var changed = false;
        for (var position = 0; position < product.List.Count; position++)
        {
            ref var alive = ref _alive[_analysis.Root(product.List.Slots[position])];
            changed |= !alive && coordinates.Contains(position);
            alive |= coordinates.Contains(position);
        }

        return changed;
    }

    private int CountAlive(ReadOnlySpan<int> slots)
    {
        var count = 0;
        foreach (var slot in slots)
        {
            count += _alive[_analysis.Root(slot)] ? 1 : 0;
        }

        return count;
    }

    private bool ReviveUpTo(ReadOnlySpan<int> slots, Func<int, int> target)
    {
        var alive = CountAlive(slots);
        var wanted = target(alive);
        if (wanted <= alive)
        {
            return false;
        }

        foreach (var (root, occurrences) in DeadByPriority(slots))
        {
            if (alive >= wanted)
            {
                break;
            }

            _alive[root] = true;
            alive += occurrences;
        }

        return true;
    }

    private IEnumerable<KeyValuePair<int, int>> DeadByPriority(ReadOnlySpan<int> slots)
    {
        var occurrences = new Dictionary<int, int>();
        foreach (var slot in slots)
        {
            var root = _analysis.Root(slot);
            if (!_alive[root])
            {
                occurrences[root] = occurrences.GetValueOrDefault(root) + 1;
            }
        }

        return occurrences.OrderByDescending(entry => _priority[entry.Key]).ThenBy(entry => entry.Key);
    }
}
