namespace Upscale.Pruning.Ordering;

/// <summary>All orders of the elements 0..n-1 in which the sets given so far are ranges.</summary>
/// <remarks>Booth and Lueker, Testing for the consecutive ones property, JCSS 13 (1976).</remarks>
internal sealed class PqTree
{
    private PqTree(int elements, PqNode? root)
    {
        Elements = elements;
        Root = root;
    }

    public int Elements { get; }

    /// <summary>null when there are no elements.</summary>
    public PqNode? Root { get; }

    /// <summary>Every order of <paramref name="elements"/> elements.</summary>
    public static PqTree Universal(int elements) =>
        new(elements, elements == 0 ? null : PqNode.AnyOrder([.. Enumerable.Range(0, elements).Select(PqNode.Leaf)]));

    /// <summary>Keeps the orders in which <paramref name="set"/> is a range too.</summary>
    /// <returns>null when there is none; this tree stays as it is.</returns>
    public PqTree? Reduce(ReadOnlySpan<int> set)
    {
        if (set.Length < 2 || Root is null)
        {
            return this;
        }

        return PqReduction.Run(Root, Elements, set) is { } root ? new PqTree(Elements, root) : null;
    }
}
