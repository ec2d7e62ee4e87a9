using Upscale.Execution.Profiling;
using Upscale.Onnx;
using Upscale.Pruning.Costs;

namespace Upscale.Execution.Tests.Profiling;

public sealed class MachineProfilerTests
{
    [Fact]
    public void Every_layer_of_a_model_gets_its_times_and_a_wider_model_only_adds()
    {
        var machine = ThisMachine.Key(1);
        var table = MachineProfiler.Measure(machine, [Network(16)], null);

        Assert.Equal(machine, table.Machine);
        Assert.All(KindsOf(Network(16), table), kind => Assert.Contains(kind, table.Layers.Keys));
        Assert.All(table.Layers.Values, times => Assert.All(times.Seconds, seconds => Assert.True(seconds > 0)));
        Assert.True(new MeasuredCostModel(table).Compute(new ProductLayer(1, 16, 10)) > 0);
        Assert.Same(table, MachineProfiler.Measure(machine, [Network(16)], table));

        var wider = MachineProfiler.Measure(machine, [Network(48)], table);

        Assert.Equal(table.Layers.Keys, wider.Layers.Keys);
        Assert.Contains(wider.Layers.Values, times => times.Inputs[^1] == 48);
        Assert.Same(wider, MachineProfiler.Measure(machine, [Network(16), Network(48)], wider));
    }

    [Fact]
    public void Runs_of_a_model_are_timed()
    {
        var times = LatencyMeasurement.Measure(Network(8), 1);

        Assert.All(times, time => Assert.True(time > 0));
        Assert.InRange(LatencyMeasurement.Typical([.. times]), times.Min(), times.Max());
    }

    private static IEnumerable<string> KindsOf(Model model, CostTable table) =>
        LatencyEstimate.ExecutedNodes(model, table.Block).Select(node => node.Layer).OfType<Layer>().Select(layer => layer.Kind);

    /// <summary>An ordinary, a depthwise and a grouped convolution, a lone normalisation, a classifier.</summary>
    private static Model Network(int width)
    {
        var builder = new ModelBuilder();
        var image = builder.Input("image", 1, 3, 8, 8);
        var stem = builder.Relu(builder.BatchNormalization(builder.Conv(image, 3, width, 3), width));
        var depthwise = builder.Relu(builder.Conv(stem, width, width, 3, groups: width));
        var grouped = builder.Conv(builder.Conv(depthwise, width, width, 1), width, width, 3, groups: 2);
        var normalised = builder.Relu(builder.BatchNormalization(builder.Concat(1, grouped, depthwise), 2 * width));
        var features = builder.Node("Flatten", [builder.Node("GlobalAveragePool", [normalised])]);
        builder.Output(builder.Gemm(features, 2 * width, 10), 1, 10);
        return builder.Build();
    }
}
