using System.Collections.Immutable;
using Upscale.Pruning.Channels;

namespace Upscale.Pruning.Ordering;

/// <summary>Slots that lie side by side, in one order, wherever they occur: permuting them within the block is always exact.</summary>
/// <param name="Roots">Slots in their original order.</param>
/// <param name="IsFixed">Something needs the original order.</param>
internal sealed record OrderBlock(ImmutableArray<int> Roots, bool IsFixed);

/// <summary>The finest partition of all slots into blocks that every tensor of the graph is a sequence of. Linear in the lists.</summary>
/// <remarks>A channel shuffle breaks its lists into blocks of one; a Concat keeps its operands' blocks.</remarks>
internal sealed class OrderBlocks
{
    private const int Unset = -2;
    private const int Boundary = -1;
    private readonly int[] _blockOf;

    private OrderBlocks(ImmutableArray<OrderBlock> blocks, int[] blockOf)
    {
        Blocks = blocks;
        _blockOf = blockOf;
    }

    public ImmutableArray<OrderBlock> Blocks { get; }

    /// <summary>Index of the block of a root.</summary>
    public int BlockOf(int root) => _blockOf[root];

    public static OrderBlocks Find(ChannelAnalysis analysis)
    {
        var (next, previous) = (new int[analysis.SlotCount], new int[analysis.SlotCount]);
        Array.Fill(next, Unset);
        Array.Fill(previous, Unset);
        foreach (var list in analysis.Lists)
        {
            Link(analysis, list.Slots, next, previous);
        }

        foreach (var undivided in analysis.Constraints.OfType<Undivided>())
        {
            Link(analysis, undivided.List.Slots, next, previous);
        }

        foreach (var groups in analysis.Constraints.OfType<EqualGroups>())
        {
            for (var start = 0; start < groups.List.Count; start += groups.GroupSize)
            {
                Link(analysis, groups.List.Slots.Slice(start, groups.GroupSize), next, previous);
            }
        }

        return Collect(analysis, next, previous);
    }

    private static void Link(ChannelAnalysis analysis, ReadOnlySpan<int> slots, int[] next, int[] previous)
    {
        var last = Boundary;
        foreach (var slot in slots)
        {
            var root = analysis.Root(slot);
            if (root == last)
            {
                continue;
            }

            Agree(ref previous[root], last);
            if (last != Boundary)
            {
                Agree(ref next[last], root);
            }

            last = root;
        }

        if (last != Boundary)
        {
            Agree(ref next[last], Boundary);
        }
    }

    private static void Agree(ref int neighbour, int seen) =>
        neighbour = neighbour == Unset || neighbour == seen ? seen : Boundary;

    private static OrderBlocks Collect(ChannelAnalysis analysis, int[] next, int[] previous)
    {
        var held = HeldInOrder(analysis);
        var blockOf = new int[analysis.SlotCount];
        Array.Fill(blockOf, Unset);
        var blocks = ImmutableArray.CreateBuilder<OrderBlock>();
        for (var root = 0; root < analysis.SlotCount; root++)
        {
            var starts = analysis.Root(root) == root && (previous[root] < 0 || next[previous[root]] != root);
            if (!starts)
            {
                continue;
            }

            var members = ImmutableArray.CreateBuilder<int>();
            for (var member = root; member >= 0; member = FollowerOf(member, next, previous))
            {
                members.Add(member);
                blockOf[member] = blocks.Count;
            }

            blocks.Add(new(members.ToImmutable(), members.Any(member => held[member])));
        }

        return new(blocks.ToImmutable(), blockOf);
    }

    private static int FollowerOf(int root, int[] next, int[] previous) =>
        next[root] >= 0 && previous[next[root]] == root ? next[root] : Boundary;

    private static bool[] HeldInOrder(ChannelAnalysis analysis)
    {
        var held = new bool[analysis.SlotCount];
        var lists = analysis.Pins.Where(pin => pin.KeepsOrder).Select(pin => pin.Channels)
            .Concat(analysis.Constraints.OfType<ProductSet>().Select(product => product.List));
        foreach (var list in lists)
        {
            foreach (var slot in list.Slots)
            {
                held[analysis.Root(slot)] = true;
            }
        }

        return held;
    }
}
