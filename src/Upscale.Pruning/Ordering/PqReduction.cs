namespace Upscale.Pruning.Ordering;

/// <summary>Makes one set consecutive in a PQ-tree.</summary>
/// <remarks>Nodes are addressed by their place in preorder: the first child follows its parent, a sibling follows a whole subtree.</remarks>
internal sealed class PqReduction
{
    private readonly bool[] _marked;
    private readonly int[] _counts;
    private readonly int _total;

    private PqReduction(PqNode root, int elements, ReadOnlySpan<int> set)
    {
        _marked = new bool[elements];
        _counts = new int[root.Size];
        _total = set.Length;
        foreach (var element in set)
        {
            _marked[element] = true;
        }

        Count(root, 0);
    }

    /// <returns>The root of the reduced tree; null when the set cannot be a range.</returns>
    public static PqNode? Run(PqNode root, int elements, ReadOnlySpan<int> set) =>
        new PqReduction(root, elements, set).Gather(root, 0);

    private int Count(PqNode node, int place)
    {
        if (node.Kind == PqNodeKind.Leaf)
        {
            return _counts[place] = _marked[node.Element] ? 1 : 0;
        }

        var next = place + 1;
        foreach (var child in node.Children)
        {
            _counts[place] += Count(child, next);
            next += child.Size;
        }

        return _counts[place];
    }

    /// <summary>The set, all of it below the node, becomes a range anywhere in it.</summary>
    private PqNode? Gather(PqNode node, int place)
    {
        if (node.Leaves == _total)
        {
            return node;
        }

        var next = place + 1;
        for (var i = 0; i < node.Children.Length; i++)
        {
            var child = node.Children[i];
            if (_counts[next] == _total)
            {
                return Gather(child, next) is { } gathered ? node.WithChild(i, gathered) : null;
            }

            next += child.Size;
        }

        return node.Kind == PqNodeKind.P ? GatherP(node, place) : GatherQ(node, place);
    }

    private PqNode? GatherP(PqNode node, int place)
    {
        var (empty, full, mixed) = Sort(node, place, mixedAllowed: 2);
        if (mixed.Count > 2)
        {
            return null;
        }

        PqNode[]?[] aligned = [.. mixed.Select(child => Align(child.Node, child.Place))];
        if (Array.Exists(aligned, parts => parts is null))
        {
            return null;
        }

        var gathered = aligned.Length == 0
            ? PqNode.AnyOrder([.. full])
            : PqNode.FixedOrder([
                .. aligned[0]!,
                .. AsOne(full),
                .. aligned.Length == 2 ? aligned[1]!.AsEnumerable().Reverse() : []]);
        return PqNode.AnyOrder([.. empty, gathered]);
    }

    private PqNode? GatherQ(PqNode node, int place)
    {
        var places = Places(node, place);
        var first = Array.FindIndex(places, at => _counts[at] > 0);
        var last = Array.FindLastIndex(places, at => _counts[at] > 0);
        for (var i = first + 1; i < last; i++)
        {
            if (_counts[places[i]] < node.Children[i].Leaves)
            {
                return null;
            }
        }

        return Align(node.Children[first], places[first]) is { } head && Align(node.Children[last], places[last]) is { } tail
            ? PqNode.FixedOrder([
                .. node.Children[..first],
                .. head,
                .. node.Children[(first + 1)..last],
                .. tail.AsEnumerable().Reverse(),
                .. node.Children[(last + 1)..]])
            : null;
    }

    /// <summary>The node as a sequence with everything outside the set first and the set last; null when impossible.</summary>
    private PqNode[]? Align(PqNode node, int place) =>
        _counts[place] == 0 || _counts[place] == node.Leaves ? [node]
        : node.Kind == PqNodeKind.P ? AlignP(node, place) : AlignQ(node, place);

    private PqNode[]? AlignP(PqNode node, int place)
    {
        var (empty, full, mixed) = Sort(node, place, mixedAllowed: 1);
        if (mixed.Count > 1)
        {
            return null;
        }

        var middle = mixed.Count == 0 ? [] : Align(mixed[0].Node, mixed[0].Place);
        return middle is null ? null : [.. AsOne(empty), .. middle, .. AsOne(full)];
    }

    private PqNode[]? AlignQ(PqNode node, int place)
    {
        var places = Places(node, place);
        PqNode[] children = [.. node.Children];
        if (_counts[places[0]] == children[0].Leaves || _counts[places[^1]] == 0)
        {
            Array.Reverse(children);
            Array.Reverse(places);
        }

        var turn = Array.FindIndex(places, at => _counts[at] > 0);
        for (var i = turn + 1; i < places.Length; i++)
        {
            if (_counts[places[i]] < children[i].Leaves)
            {
                return null;
            }
        }

        return Align(children[turn], places[turn]) is { } middle ? [.. children[..turn], .. middle, .. children[(turn + 1)..]] : null;
    }

    private (List<PqNode> Empty, List<PqNode> Full, List<(PqNode Node, int Place)> Mixed) Sort(PqNode node, int place, int mixedAllowed)
    {
        var (empty, full, mixed) = (new List<PqNode>(), new List<PqNode>(), new List<(PqNode, int)>());
        var next = place + 1;
        foreach (var child in node.Children)
        {
            if (_counts[next] == 0)
            {
                empty.Add(child);
            }
            else if (_counts[next] == child.Leaves)
            {
                full.Add(child);
            }
            else
            {
                mixed.Add((child, next));
                if (mixed.Count > mixedAllowed)
                {
                    break;
                }
            }

            next += child.Size;
        }

        return (empty, full, mixed);
    }

    private static int[] Places(PqNode node, int place)
    {
        var places = new int[node.Children.Length];
        var next = place + 1;
        for (var i = 0; i < places.Length; i++)
        {
            places[i] = next;
            next += node.Children[i].Size;
        }

        return places;
    }

    private static PqNode[] AsOne(List<PqNode> nodes) => nodes.Count == 0 ? [] : [PqNode.AnyOrder([.. nodes])];
}
