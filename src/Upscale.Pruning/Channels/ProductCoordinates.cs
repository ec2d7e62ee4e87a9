using System.Collections.Immutable;

namespace Upscale.Pruning.Channels;

/// <summary>The coordinates, per axis, at which some channel of a list survives; their product is what must be kept.</summary>
internal sealed class ProductCoordinates
{
    private readonly ImmutableArray<int> _extents;
    private readonly bool[][] _alive;

    private ProductCoordinates(ImmutableArray<int> extents)
    {
        _extents = extents;
        _alive = [.. extents.Select(extent => new bool[extent])];
    }

    public static ProductCoordinates Alive(SlotList list, ImmutableArray<int> extents, Func<int, bool> alive)
    {
        var result = new ProductCoordinates(extents);
        for (var position = 0; position < list.Count; position++)
        {
            if (alive(list.Slots[position]))
            {
                result.Visit(position, static (flags, coordinate) => flags[coordinate] = true);
            }
        }

        return result;
    }

    /// <summary>Whether a position lies on a surviving coordinate of every axis.</summary>
    public bool Contains(int position)
    {
        var contained = true;
        Visit(position, (flags, coordinate) => contained &= flags[coordinate]);
        return contained;
    }

    /// <summary>Surviving coordinates of one axis, ascending.</summary>
    public int[] OnAxis(int axis) => [.. Enumerable.Range(0, _extents[axis]).Where(coordinate => _alive[axis][coordinate])];

    private void Visit(int position, Action<bool[], int> visit)
    {
        for (var axis = _extents.Length - 1; axis >= 0; axis--)
        {
            visit(_alive[axis], position % _extents[axis]);
            position /= _extents[axis];
        }
    }
}
