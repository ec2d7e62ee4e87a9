namespace Upscale.Pruning.Ordering;

internal enum PqNodeKind
{
    /// <summary>One element.</summary>
    Leaf,

    /// <summary>Children in any order.</summary>
    P,

    /// <summary>At least three children, in this order or its reverse.</summary>
    Q,
}

/// <summary>A node of a <see cref="PqTree"/>; immutable, so trees share what they have in common.</summary>
internal sealed class PqNode
{
    private readonly PqNode[] _children;

    private PqNode(PqNodeKind kind, int element, PqNode[] children)
    {
        Kind = kind;
        Element = element;
        _children = children;
        Size = 1;
        Leaves = kind == PqNodeKind.Leaf ? 1 : 0;
        foreach (var child in children)
        {
            Size += child.Size;
            Leaves += child.Leaves;
        }
    }

    public PqNodeKind Kind { get; }

    /// <summary>The element of a leaf; -1 for others.</summary>
    public int Element { get; }

    /// <summary>Nodes of the subtree, this one included.</summary>
    public int Size { get; }

    public int Leaves { get; }

    public ReadOnlySpan<PqNode> Children => _children;

    public static PqNode Leaf(int element) => new(PqNodeKind.Leaf, element, []);

    /// <summary>The children in any order; a single child stands for itself.</summary>
    public static PqNode AnyOrder(PqNode[] children) =>
        children.Length == 1 ? children[0] : new PqNode(PqNodeKind.P, -1, children);

    public static PqNode FixedOrder(PqNode[] children) => new(PqNodeKind.Q, -1, children);

    public PqNode WithChild(int index, PqNode child)
    {
        if (ReferenceEquals(_children[index], child))
        {
            return this;
        }

        PqNode[] children = [.. _children];
        children[index] = child;
        return new PqNode(Kind, Element, children);
    }
}
