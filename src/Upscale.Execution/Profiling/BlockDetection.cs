using System.Collections.Immutable;
using Upscale.Pruning.Costs;

namespace Upscale.Execution.Profiling;

/// <summary>Finds the block of the runtime's convolutions: their time rises in steps of one block of outputs.</summary>
internal static class BlockDetection
{
    private const int Runs = 24;
    private const int Inputs = 32;
    private const int Side = 14;
    private const int Kernel = 3;

    /// <summary>Steps count as flat while their unevenness is within this factor of the noise.</summary>
    private const double Tolerance = 4;

    /// <summary>Blocks that ONNX Runtime has, smallest first.</summary>
    private static readonly ImmutableArray<int> Candidates = [4, 8, 16, 32];

    /// <summary>Measures convolutions of every width up to twice the largest candidate.</summary>
    public static int Measure(int threads)
    {
        var geometry = new ConvolutionGeometry([Side, Side], [Kernel, Kernel], [1, 1], [1, 1], [1, 1, 1, 1]);
        var layers = Enumerable.Range(1, 2 * Candidates[^1]).Select(outputs => new ConvolutionLayer(geometry, Inputs, outputs)).ToArray();
        var times = ProbeModel.Measure(layers, Runs, threads);
        return Find([.. layers.Select(layer => LowMean.Of(times[layer]))]);
    }

    /// <summary>The largest candidate whose steps are flat.</summary>
    /// <param name="times">Of widths 1, 2, 3 and so on, in any unit.</param>
    public static int Find(ImmutableArray<double> times)
    {
        var noise = Unevenness(times, Candidates[0]);
        return Candidates.Last(period => Unevenness(times, period) <= Tolerance * noise);
    }

    /// <summary>Mean square of what the times of one step differ from their mean.</summary>
    private static double Unevenness(ImmutableArray<double> times, int period) => times.Chunk(period)
        .SelectMany(step => step.Select(time => Math.Pow(time - step.Average(), 2)))
        .Average();
}
