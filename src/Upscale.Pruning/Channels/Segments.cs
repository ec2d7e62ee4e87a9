namespace Upscale.Pruning.Channels;

/// <summary>Segments: closed sets of producers, carriers and consumers that share channels.</summary>
internal sealed class Segments
{
    private readonly int[] _segmentOf;

    private Segments(int[] segmentOf, int count)
    {
        _segmentOf = segmentOf;
        Count = count;
    }

    public int Count { get; }

    /// <summary>Segment of a root, in [0, Count), numbered by first slot; slots that occur in one tensor share a segment.</summary>
    public int SegmentOf(int root) => _segmentOf[root];

    public static Segments Find(ChannelAnalysis analysis)
    {
        var sets = new DisjointSets();
        sets.Add(analysis.SlotCount);
        foreach (var list in analysis.Lists)
        {
            for (var position = 1; position < list.Count; position++)
            {
                sets.Union(analysis.Root(list.Slots[position - 1]), analysis.Root(list.Slots[position]));
            }
        }

        var numbers = new Dictionary<int, int>();
        var segmentOf = new int[analysis.SlotCount];
        for (var slot = 0; slot < segmentOf.Length; slot++)
        {
            var first = sets.Find(analysis.Root(slot));
            numbers.TryAdd(first, numbers.Count);
            segmentOf[slot] = numbers[first];
        }

        return new(segmentOf, numbers.Count);
    }
}
