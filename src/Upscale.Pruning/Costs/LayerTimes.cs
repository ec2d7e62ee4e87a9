using System.Collections.Immutable;

namespace Upscale.Pruning.Costs;

/// <summary>Measured times of layers of one kind over a grid of widths.</summary>
/// <param name="Kind">See <see cref="Layer.Kind"/>.</param>
/// <param name="Inputs">Widths read, ascending.</param>
/// <param name="Outputs">Widths made, ascending.</param>
/// <param name="Seconds">[inputs, outputs], row-major.</param>
/// <param name="PlainFactor">How much longer kernels of the plain layout take for the same width.</param>
/// <param name="AnalyticRatio">Time of the widest layer, divided by what the analytic model says.</param>
public sealed record LayerTimes(
    string Kind, ImmutableArray<int> Inputs, ImmutableArray<int> Outputs, ImmutableArray<double> Seconds, double PlainFactor, double AnalyticRatio)
{
    /// <summary>Whether a grid lies within this one.</summary>
    public bool Covers(ImmutableArray<int> inputs, ImmutableArray<int> outputs) =>
        Inputs[0] <= inputs[0] && Inputs[^1] >= inputs[^1] && Outputs[0] <= outputs[0] && Outputs[^1] >= outputs[^1];

    /// <summary>Time at any widths.</summary>
    /// <param name="inputs">Width read.</param>
    /// <param name="outputs">Width made.</param>
    /// <param name="set">Outputs computed together, see <see cref="BlockedLayout.Set"/>; null where the time does not step.</param>
    public double At(double inputs, int outputs, int? set = null) =>
        PiecewiseLine.At(Inputs, row => AlongOutputs(row, outputs, set), inputs);

    private double AlongOutputs(int row, int outputs, int? set) =>
        set is { } whole && outputs > whole && outputs % whole != 0 && Outputs.Contains(whole) && Outputs.Contains(2 * whole)
            ? WithPartialSet(row, outputs, whole)
            : PiecewiseLine.At(Outputs, column => Cell(row, column), outputs);

    /// <summary>Whole sets from the grid of whole sets; the rest as a share of one more, as it is among the widths below one set.</summary>
    private double WithPartialSet(int row, int outputs, int set)
    {
        var (floor, rest) = (outputs / set * set, outputs % set);
        var whole = Outputs.Where(width => width % set == 0).ToArray();
        var first = Narrow(set);
        var fixedPart = Math.Clamp((2 * first) - Narrow(2 * set), 0, Narrow(Outputs[0]));
        var share = first > fixedPart ? Math.Clamp((Narrow(rest) - fixedPart) / (first - fixedPart), 0, 1) : (double)rest / set;
        var below = Wide(floor);
        return below + (share * (Wide(floor + set) - below));

        double Narrow(int width) => PiecewiseLine.At(Outputs, column => Cell(row, column), width);
        double Wide(int width) => PiecewiseLine.At(whole, index => Cell(row, Outputs.IndexOf(whole[index])), width);
    }

    private double Cell(int row, int column) => Seconds[(row * Outputs.Length) + column];
}
