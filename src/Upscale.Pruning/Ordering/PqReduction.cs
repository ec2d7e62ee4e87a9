namespace Upscale.Pruning.Ordering;

/// <summary>One pass over a PQ-tree that makes a set consecutive.</summary>
internal sealed class PqReduction
{
    private readonly bool[] _marked;
    private readonly int _total;

    private PqReduction(int elements, ReadOnlySpan<int> set)
    {
        _marked = new bool[elements];
        _total = set.Length;
        foreach (var element in set)
        {
            _marked[element] = true;
        }
    }

    private enum State
    {
        Impossible,
        Empty,
        Full,

        /// <summary>Both, below the root of the set: Parts run from the empty end to the full end.</summary>
        Partial,

        /// <summary>Holds the whole set, which is consecutive in Node.</summary>
        Complete,
    }

    public static PqNode? Run(PqNode root, int elements, ReadOnlySpan<int> set)
    {
        var result = new PqReduction(elements, set).Visit(root);
        return result.State == State.Impossible ? null : result.Node;
    }

    private Mark Visit(PqNode node)
    {
        if (node.Kind == PqNodeKind.Leaf)
        {
            return _marked[node.Element] ? Mark.Full(node, 1) : Mark.Empty(node);
        }

        var marks = new Mark[node.Children.Length];
        var count = 0;
        for (var i = 0; i < marks.Length; i++)
        {
            marks[i] = Visit(node.Children[i]);
            if (marks[i].State == State.Impossible)
            {
                return default;
            }

            if (marks[i].Count == _total)
            {
                return Mark.Complete(node.WithChild(i, marks[i].Node), _total);
            }

            count += marks[i].Count;
        }

        return Array.TrueForAll(marks, mark => mark.State == State.Empty) ? Mark.Empty(node)
            : Array.TrueForAll(marks, mark => mark.State == State.Full) ? Mark.Full(node, count)
            : (node.Kind, count == _total) switch
            {
                (PqNodeKind.P, true) => GatherBelowP(marks),
                (PqNodeKind.P, false) => AlignP(marks, count),
                (_, true) => GatherBelowQ(node, marks),
                _ => AlignQ(marks, count),
            };
    }

    private Mark GatherBelowP(Mark[] marks)
    {
        var partial = Array.FindAll(marks, mark => mark.State == State.Partial);
        if (partial.Length > 2)
        {
            return default;
        }

        var full = Below(marks, State.Full);
        var gathered = partial.Length == 0
            ? PqNode.AnyOrder(full)
            : PqNode.FixedOrder([
                .. partial[0].Parts,
                .. AsOne(full),
                .. partial.Length == 2 ? partial[1].Parts.AsEnumerable().Reverse() : []]);
        return Mark.Complete(PqNode.AnyOrder([.. Below(marks, State.Empty), gathered]), _total);
    }

    private static Mark AlignP(Mark[] marks, int count)
    {
        var partial = Array.FindAll(marks, mark => mark.State == State.Partial);
        return partial.Length > 1
            ? default
            : Mark.Partial([
                .. AsOne(Below(marks, State.Empty)),
                .. partial.SelectMany(mark => mark.Parts),
                .. AsOne(Below(marks, State.Full))], count);
    }

    private Mark GatherBelowQ(PqNode node, Mark[] marks)
    {
        var first = Array.FindIndex(marks, mark => mark.State != State.Empty);
        var last = Array.FindLastIndex(marks, mark => mark.State != State.Empty);
        for (var i = first + 1; i < last; i++)
        {
            if (marks[i].State != State.Full)
            {
                return default;
            }
        }

        return Mark.Complete(
            PqNode.FixedOrder([
                .. node.Children[..first],
                .. marks[first].Parts,
                .. node.Children[(first + 1)..last],
                .. marks[last].Parts.AsEnumerable().Reverse(),
                .. node.Children[(last + 1)..]]),
            _total);
    }

    private static Mark AlignQ(Mark[] marks, int count)
    {
        if (marks[0].State == State.Full || marks[^1].State == State.Empty)
        {
            Array.Reverse(marks);
        }

        var turn = Array.FindIndex(marks, mark => mark.State != State.Empty);
        for (var i = turn + 1; i < marks.Length; i++)
        {
            if (marks[i].State != State.Full)
            {
                return default;
            }
        }

        return Mark.Partial([.. marks.SelectMany(mark => mark.Parts)], count);
    }

    private static PqNode[] Below(Mark[] marks, State state)
    {
        var nodes = new List<PqNode>(marks.Length);
        foreach (var mark in marks)
        {
            if (mark.State == state)
            {
                nodes.Add(mark.Node);
            }
        }

        return [.. nodes];
    }

    private static PqNode[] AsOne(PqNode[] nodes) => nodes.Length == 0 ? [] : [PqNode.AnyOrder(nodes)];

    private readonly record struct Mark(State State, PqNode Node, PqNode[]? Aligned, int Count)
    {
        public PqNode[] Parts => Aligned ?? [Node];

        public static Mark Empty(PqNode node) => new(State.Empty, node, null, 0);

        public static Mark Full(PqNode node, int count) => new(State.Full, node, null, count);

        public static Mark Partial(PqNode[] parts, int count) => new(State.Partial, parts[0], parts, count);

        public static Mark Complete(PqNode node, int count) => new(State.Complete, node, null, count);
    }
}
