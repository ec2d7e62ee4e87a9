namespace Upscale.Pruning.Shapes;

/// <summary>The axes that a size was computed from. Sizes computed from sizes share the origins of their operands.</summary>
internal sealed class SizeOrigins
{
    private readonly AxisOrigin? _axis;
    private readonly SizeOrigins[] _operands;

    private SizeOrigins(AxisOrigin? axis, params SizeOrigins[] operands)
    {
        _axis = axis;
        _operands = operands;
    }

    public static SizeOrigins None { get; } = new(null);

    /// <summary>Every axis once.</summary>
    public IEnumerable<AxisOrigin> Axes => Unvisited([]).Distinct();

    public static SizeOrigins Of(AxisOrigin axis) => new(axis);

    public static SizeOrigins Union(params IEnumerable<SizeOrigins> operands)
    {
        var distinct = operands.Where(operand => operand != None).Distinct().ToArray();
        return distinct switch
        {
            [] => None,
            [var only] => only,
            _ => new(null, distinct),
        };
    }

    /// <summary>The axes behind origins that are not in the set, which is filled with them: walks over many sizes take linear time together.</summary>
    public IEnumerable<AxisOrigin> Unvisited(HashSet<SizeOrigins> visited)
    {
        var open = new Stack<SizeOrigins>([this]);
        while (open.TryPop(out var origins))
        {
            if (!visited.Add(origins))
            {
                continue;
            }

            if (origins._axis is { } axis)
            {
                yield return axis;
            }

            foreach (var operand in origins._operands)
            {
                open.Push(operand);
            }
        }
    }
}
