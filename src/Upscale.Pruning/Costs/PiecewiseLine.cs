namespace Upscale.Pruning.Costs;

/// <summary>Values between measured points.</summary>
internal static class PiecewiseLine
{
    /// <summary>Interpolates linearly; beyond the ends the outer pieces go on, but never below 0; a single point is a line through 0.</summary>
    /// <param name="axis">Ascending, at least one.</param>
    /// <param name="value">At the point of that index.</param>
    /// <param name="x">Where.</param>
    public static double At(IReadOnlyList<int> axis, Func<int, double> value, double x)
    {
        if (axis.Count == 1)
        {
            return axis[0] == x ? value(0) : value(0) * x / axis[0];
        }

        var upper = 1;
        while (upper < axis.Count - 1 && axis[upper] < x)
        {
            upper++;
        }

        var share = (x - axis[upper - 1]) / (axis[upper] - axis[upper - 1]);
        return Math.Max(0, value(upper - 1) + (share * (value(upper) - value(upper - 1))));
    }
}
