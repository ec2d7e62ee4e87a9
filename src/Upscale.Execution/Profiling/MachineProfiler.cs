using System.Collections.Immutable;
using Upscale.Onnx;
using Upscale.Pruning.Costs;

namespace Upscale.Execution.Profiling;

/// <summary>Measures what a table of this machine lacks.</summary>
public static class MachineProfiler
{
    /// <summary>A table that covers every layer of some models.</summary>
    /// <param name="machine">This one, see <see cref="ThisMachine"/>.</param>
    /// <param name="models">What it must cover.</param>
    /// <param name="known">A table of this machine; null: everything is measured.</param>
    /// <returns>The known table itself when it lacks nothing.</returns>
    /// <exception cref="UpscaleException">UPS11xx: a model is inconsistent; UPS1402 to UPS1406: ONNX Runtime.</exception>
    public static CostTable Measure(MachineKey machine, IReadOnlyCollection<Model> models, CostTable? known)
    {
        ArgumentNullException.ThrowIfNull(machine);
        ArgumentNullException.ThrowIfNull(models);
        var overhead = new Lazy<double>(() => ProfilerOverhead.Measure(machine.Threads));
        var table = known ?? MemoryMeasurement.Measure(machine, BlockDetection.Measure(machine.Threads), overhead.Value);
        var layout = new BlockedLayout(table.Block);
        var missing = models.SelectMany(model => LatencyEstimate.ExecutedNodes(model, table.Block))
            .Select(node => node.Layer).OfType<Layer>()
            .GroupBy(layer => layer.Kind)
            .Select(layers => ProbeGrid.Covering([.. layers], layout))
            .Where(grid => !(table.Layers.TryGetValue(grid.Sample.Kind, out var times) && times.Covers(grid.Inputs, grid.Outputs)))
            .Select(grid => table.Layers.TryGetValue(grid.Sample.Kind, out var times) ? grid.Including(times, layout) : grid)
            .ToImmutableArray();
        return missing.IsEmpty ? table : table.With(new LayerMeasurement(layout, machine.Threads, overhead.Value).Measure(missing));
    }
}
