using System.Numerics;

namespace Upscale.Pruning.Ordering;

/// <summary>Sets as nodes, edges where two share channels.</summary>
internal sealed class OverlapGraph
{
    private const int StepsPerSearch = 20_000;

    private readonly ChannelSet[] _sets;
    private readonly int[][] _shared;
    private readonly ulong[][] _neighbours;
    private readonly ulong[] _waiting;

    public OverlapGraph(ChannelSet[] sets)
    {
        _sets = sets;
        _shared = [.. sets.Select(set => sets.Select(set.CountShared).ToArray())];
        _waiting = Bits(Enumerable.Range(0, sets.Length));
        _neighbours = [.. _shared.Select((row, node) =>
            Bits(Enumerable.Range(0, sets.Length).Where(other => other != node && row[other] > 0)))];
    }

    /// <summary>Splits the nodes into paths whose non-neighbours share nothing, heaviest path first.</summary>
    /// <remarks>Exact where a search ends within its fixed number of steps; else the heaviest path seen.</remarks>
    public IEnumerable<IReadOnlyList<int>> Paths()
    {
        var waiting = _sets.Length;
        while (waiting > 0)
        {
            var path = Heaviest();
            foreach (var node in path)
            {
                _waiting[node / 64] &= ~(1UL << (node % 64));
            }

            waiting -= path.Length;
            yield return path;
        }
    }

    private int[] Heaviest()
    {
        var best = (Weight: -1, Path: Array.Empty<int>());
        var starts = Enumerable.Range(0, _sets.Length).Where(node => (_waiting[node / 64] >> (node % 64) & 1) != 0).ToArray();
        foreach (var start in starts)
        {
            var steps = Math.Max(1, StepsPerSearch / starts.Length);
            Extend([start], new ulong[_waiting.Length], _sets[start].Count, ref steps, ref best);
        }

        return best.Path;
    }

    private void Extend(List<int> path, ReadOnlySpan<ulong> barred, int weight, ref int steps, ref (int Weight, int[] Path) best)
    {
        if (weight > best.Weight)
        {
            best = (weight, [.. path]);
        }

        var tail = path[^1];
        var neighbours = _neighbours[tail];
        Span<ulong> barredNext = stackalloc ulong[barred.Length];
        for (var word = 0; word < barred.Length; word++)
        {
            barredNext[word] = barred[word] | neighbours[word];
        }

        barredNext[tail / 64] |= 1UL << (tail % 64);
        for (var word = 0; word < barred.Length; word++)
        {
            for (var rest = neighbours[word] & _waiting[word] & ~barred[word]; rest != 0; rest &= rest - 1)
            {
                if (steps-- <= 0)
                {
                    return;
                }

                var node = (word * 64) + BitOperations.TrailingZeroCount(rest);
                path.Add(node);
                Extend(path, barredNext, weight + _sets[node].Count - _shared[tail][node], ref steps, ref best);
                path.RemoveAt(path.Count - 1);
            }
        }
    }

    private ulong[] Bits(IEnumerable<int> nodes)
    {
        var bits = new ulong[(_sets.Length + 63) / 64];
        foreach (var node in nodes)
        {
            bits[node / 64] |= 1UL << (node % 64);
        }

        return bits;
    }
}
