using System.Numerics;

namespace Upscale.Pruning.Ordering;

/// <summary>Chooses one order of a PQ-tree: few changes of signature from neighbour to neighbour, else ascending.</summary>
internal sealed class PqFrontier
{
    private const int Window = 64;

    private readonly ulong[][] _signatures;

    private PqFrontier(ulong[][] signatures) => _signatures = signatures;

    /// <summary>The elements of the tree in the chosen order.</summary>
    /// <param name="signatures">Per element a bit set; sets named by lower bits are kept together first.</param>
    public static IReadOnlyList<int> Arrange(PqTree tree, ulong[][] signatures) =>
        tree.Root is null ? [] : [.. new PqFrontier(signatures).Visit(tree.Root).Elements];

    private Strand Visit(PqNode node)
    {
        if (node.Kind == PqNodeKind.Leaf)
        {
            return new Strand([node.Element], node.Element);
        }

        var strands = new List<Strand>(node.Children.Length);
        foreach (var child in node.Children)
        {
            strands.Add(Visit(child));
        }

        return node.Kind == PqNodeKind.P ? Chain(strands) : Align(strands);
    }

    private Strand Chain(List<Strand> strands)
    {
        strands.Sort(CompareStarts);
        var waiting = new LinkedList<Strand>(strands);
        var chained = new List<int>();
        while (waiting.First is { } nearest)
        {
            var distance = chained.Count == 0 ? 0 : Distance(chained, nearest.Value);
            var candidate = nearest.Next;
            for (var seen = 1; candidate is not null && distance > 0 && seen < Window; seen++, candidate = candidate.Next)
            {
                var other = Distance(chained, candidate.Value);
                if (other < distance)
                {
                    (nearest, distance) = (candidate, other);
                }
            }

            Append(chained, nearest.Value);
            waiting.Remove(nearest);
        }

        return new Strand(chained, strands.Min(strand => strand.Smallest));
    }

    private Strand Align(List<Strand> strands)
    {
        if (strands[^1].Smallest < strands[0].Smallest)
        {
            strands.Reverse();
        }

        List<int> aligned = [.. strands[0].Elements];
        if (Distance(aligned[^1], strands[1]) > Distance(aligned[0], strands[1]))
        {
            aligned.Reverse();
        }

        foreach (var strand in strands.Skip(1))
        {
            Append(aligned, strand);
        }

        return new Strand(aligned, strands.Min(strand => strand.Smallest));
    }

    private void Append(List<int> sequence, Strand strand)
    {
        var forward = sequence.Count == 0
            || Distance(sequence[^1], strand.Elements[0]) <= Distance(sequence[^1], strand.Elements[^1]);
        sequence.AddRange(forward ? strand.Elements : strand.Elements.AsEnumerable().Reverse());
    }

    private int CompareStarts(Strand left, Strand right)
    {
        var (a, b) = (_signatures[left.Elements[0]], _signatures[right.Elements[0]]);
        for (var word = 0; word < a.Length; word++)
        {
            var difference = a[word] ^ b[word];
            if (difference != 0)
            {
                return (a[word] & (difference & (~difference + 1))) == 0 ? -1 : 1;
            }
        }

        return left.Smallest.CompareTo(right.Smallest);
    }

    private int Distance(List<int> sequence, Strand strand) => Distance(sequence[^1], strand);

    private int Distance(int element, Strand strand) =>
        Math.Min(Distance(element, strand.Elements[0]), Distance(element, strand.Elements[^1]));

    private int Distance(int left, int right)
    {
        var (a, b) = (_signatures[left], _signatures[right]);
        var bits = 0;
        for (var word = 0; word < a.Length; word++)
        {
            bits += BitOperations.PopCount(a[word] ^ b[word]);
        }

        return bits;
    }

    private sealed record Strand(List<int> Elements, int Smallest);
}
