namespace Upscale.Pruning.Channels;

/// <summary>Union-find over integers; the smallest member stands for its set, so that results do not depend on the order of unions.</summary>
internal sealed class DisjointSets
{
    private int[] _parent = [];

    public int Count { get; private set; }

    /// <summary>Adds singletons.</summary>
    /// <returns>The first of them.</returns>
    public int Add(int count)
    {
        var first = Count;
        Count += count;
        if (Count > _parent.Length)
        {
            Array.Resize(ref _parent, Math.Max(Count, _parent.Length * 2));
        }

        for (var i = first; i < Count; i++)
        {
            _parent[i] = i;
        }

        return first;
    }

    public int Find(int item)
    {
        while (_parent[item] != item)
        {
            _parent[item] = _parent[_parent[item]];
            item = _parent[item];
        }

        return item;
    }

    public void Union(int left, int right)
    {
        var (a, b) = (Find(left), Find(right));
        _parent[Math.Max(a, b)] = Math.Min(a, b);
    }
}
