using System.Runtime.InteropServices;

namespace Upscale.Pruning.Channels;

/// <summary>
/// The slots of a tensor, one per position of its tracked axes (row-major), and the unit that each position belongs to.
/// Positions that a Flatten made of one channel share a unit; two occurrences of a slot in a Concat do not.
/// </summary>
internal sealed class SlotList
{
    private readonly int[] _slots;
    private readonly int[] _units;

    private SlotList(int[] slots, int[] units, int unitCount)
    {
        _slots = slots;
        _units = units;
        UnitCount = unitCount;
    }

    public int Count => _slots.Length;

    public ReadOnlySpan<int> Slots => _slots;

    /// <summary>Unit of each position, in [0, <see cref="UnitCount"/>).</summary>
    public ReadOnlySpan<int> Units => _units;

    /// <summary>Number of channels that a consumer can keep or remove.</summary>
    public int UnitCount { get; }

    public static SlotList Consecutive(int firstSlot, int count)
    {
        var units = Indices(count);
        var slots = firstSlot == 0 ? units : [.. units.Select(unit => firstSlot + unit)];
        return new(slots, units, count);
    }

    public static SlotList Concat(IReadOnlyList<SlotList> lists)
    {
        var count = lists.Sum(list => list.Count);
        var (slots, units) = (new int[count], new int[count]);
        var (position, firstUnit) = (0, 0);
        foreach (var list in lists)
        {
            list._slots.CopyTo(slots, position);
            for (var i = 0; i < list.Count; i++)
            {
                units[position + i] = firstUnit + list._units[i];
            }

            position += list.Count;
            firstUnit += list.UnitCount;
        }

        return new(slots, units, firstUnit);
    }

    /// <summary>The list whose position i is position <paramref name="source"/>[i] of this one; units are renumbered by first appearance.</summary>
    public SlotList Select(ReadOnlySpan<int> source)
    {
        var (slots, units) = (new int[source.Length], new int[source.Length]);
        var renumbered = new int[UnitCount];
        var unitCount = 0;
        for (var i = 0; i < source.Length; i++)
        {
            slots[i] = _slots[source[i]];
            ref var unit = ref renumbered[_units[source[i]]];
            unit = unit == 0 ? ++unitCount : unit;
            units[i] = unit - 1;
        }

        return new(slots, units, unitCount);
    }

    /// <summary>Replaces every position by the first one that is the same slot of the same unit.</summary>
    public void Identify(Span<int> positions)
    {
        var first = new Dictionary<(int Slot, int Unit), int>();
        var identified = new int[Count];
        for (var position = 0; position < Count; position++)
        {
            ref var seen = ref CollectionsMarshal.GetValueRefOrAddDefault(first, (_slots[position], _units[position]), out var exists);
            identified[position] = seen = exists ? seen : position;
        }

        foreach (ref var position in positions)
        {
            position = identified[position];
        }
    }

    private static int[] Indices(int count)
    {
        var result = new int[count];
        for (var i = 0; i < count; i++)
        {
            result[i] = i;
        }

        return result;
    }
}
