using System.Collections.Immutable;
using Upscale.Onnx;
using Upscale.Pruning.Costs;

namespace Upscale.Execution.Profiling;

/// <summary>Measures grids of layers.</summary>
/// <param name="layout">Of the runtime.</param>
/// <param name="threads">Inside one operator.</param>
/// <param name="overhead">Microseconds that the profiler adds to a kernel's time.</param>
internal sealed class LayerMeasurement(BlockedLayout layout, int threads, double overhead)
{
    private const int Visits = 2;
    private const int RunsPerVisit = 8;
    private const int ShortestTime = 10;
    private const double SecondsPerMicrosecond = 1e-6;

    /// <summary>More than the caches of a processor hold, so that weights come from memory as they do in a network.</summary>
    private const long BytesPerModel = 160_000_000;

    /// <summary>Widths of two less than the widest have no blocked kernel.</summary>
    private const int Unaligned = 2;

    /// <exception cref="UpscaleException">UPS1402 to UPS1406.</exception>
    public ImmutableArray<LayerTimes> Measure(IReadOnlyCollection<ProbeGrid> grids)
    {
        var models = Batches([.. grids.SelectMany(LayersOf).Distinct()]);
        var times = new Dictionary<Layer, List<double>>();
        for (var visit = 0; visit < Visits; visit++)
        {
            foreach (var group in models.SelectMany(layers => ProbeModel.Measure(layers, RunsPerVisit, threads)))
            {
                (times.TryGetValue(group.Key, out var known) ? known : times[group.Key] = []).AddRange(group);
            }
        }

        return [.. grids.Select(grid => Table(grid, layer => SecondsOf(layer, times)))];
    }

    private IEnumerable<Layer> LayersOf(ProbeGrid grid) =>
        grid.Inputs.SelectMany(inputs => grid.Outputs.Select(outputs => grid.At(inputs, outputs))).Concat(PlainOf(grid) is { } plain ? [plain] : []);

    /// <summary>A layer of the grid's kind that has no blocked kernel although others have one; null where there is none.</summary>
    private ConvolutionLayer? PlainOf(ProbeGrid grid)
    {
        var isDepthwise = grid.Sample is ConvolutionLayer { IsDepthwise: true };
        var widest = isDepthwise ? grid.Outputs[^1] : grid.Inputs[^1];
        return grid.Sample is ConvolutionLayer convolution && layout.Takes(convolution) && (isDepthwise || convolution.Groups == 1) && widest > layout.Block
            ? (ConvolutionLayer)grid.At(widest - Unaligned, isDepthwise ? widest - Unaligned : grid.Outputs[^1])
            : null;
    }

    private LayerTimes Table(ProbeGrid grid, Func<Layer, double> seconds)
    {
        var widest = grid.At(grid.Inputs[^1], grid.Outputs[^1]);
        var table = new LayerTimes(
            grid.Sample.Kind,
            grid.Inputs,
            grid.Outputs,
            [.. grid.Inputs.SelectMany(inputs => grid.Outputs.Select(outputs => seconds(grid.At(inputs, outputs))))],
            PlainFactor: 1,
            AnalyticRatio: seconds(widest) / CostModel.Analytic.Compute(widest));
        return PlainOf(grid) is { } plain
            ? table with { PlainFactor = seconds(plain) / table.At(plain.IsDepthwise ? 1 : plain.InputChannels, plain.OutputChannels) }
            : table;
    }

    private double SecondsOf(Layer layer, Dictionary<Layer, List<double>> times) => times.TryGetValue(layer, out var all)
        ? Math.Max(LowMean.Of(all) - overhead, 1.0 / ShortestTime) * SecondsPerMicrosecond
        : throw new UpscaleException(ErrorCodes.NoProfile, $"the profiler of ONNX Runtime reports no time for a {layer}");

    /// <summary>Models of mixed kinds.</summary>
    private static List<List<Layer>> Batches(Layer[] layers)
    {
        new Random(0).Shuffle(layers);
        List<List<Layer>> batches = [];
        var bytes = BytesPerModel;
        foreach (var layer in layers)
        {
            if (bytes >= BytesPerModel)
            {
                batches.Add([]);
                bytes = 0;
            }

            batches[^1].Add(layer);
            bytes += BytesOf(layer);
        }

        return batches;
    }

    private static long BytesOf(Layer layer) => sizeof(float) * (layer switch
    {
        ConvolutionLayer convolution => (long)layer.Inputs * layer.Outputs / convolution.Groups * Product(convolution.Geometry.Kernel),
        _ => (long)layer.Inputs * layer.Outputs,
    });

    private static long Product(ImmutableArray<int> sizes) => sizes.Aggregate(1L, (product, size) => product * size);
}
