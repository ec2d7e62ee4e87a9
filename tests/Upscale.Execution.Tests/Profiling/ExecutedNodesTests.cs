using System.Collections.Immutable;
using Upscale.Execution.Profiling;
using Upscale.Onnx;
using Upscale.Pruning.Costs;

namespace Upscale.Execution.Tests.Profiling;

/// <summary>The nodes that are estimated are those that ONNX Runtime executes. Widths suit blocks of 8 and of 16.</summary>
public sealed class ExecutedNodesTests
{
    private const int Block = 16;

    private static readonly ImmutableArray<string> Layers = ["Conv", "FusedConv", "Gemm", "FusedGemm", "MatMul"];

    public static TheoryData<string> Names => [.. Networks().Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void They_are_what_the_profiler_reports(string name)
    {
        var builder = new ModelBuilder();
        builder.Output(Networks()[name](builder));
        var model = builder.Build();

        var executed = ProfiledRuns.Measure(model, runs: 1, threads: 1).Select(time => time.Operator).ToArray();
        var estimated = LatencyEstimate.ExecutedNodes(model, Block);

        Assert.Equal(
            (executed.Count(op => Layers.Contains(op)), executed.Count(op => op.StartsWith("Reorder", StringComparison.Ordinal)), executed.Length),
            (estimated.Count(node => node.Kind == ExecutedKind.Layer), estimated.Count(node => node.Kind == ExecutedKind.Reorder), estimated.Length));
    }

    private static Dictionary<string, Func<ModelBuilder, string>> Networks() => new()
    {
        ["residual"] = x =>
        {
            var stem = x.Relu(x.BatchNormalization(Stem(x), 32));
            return x.Relu(x.Add(x.BatchNormalization(x.Conv(x.Relu(x.Conv(stem, 32, 32, 3)), 32, 32, 3), 32), stem));
        },
        ["dense"] = x =>
        {
            var stem = Stem(x);
            var joined = x.Concat(1, stem, x.Conv(stem, 32, 16, 3));
            return x.Node("AveragePool", [x.Conv(x.Relu(x.BatchNormalization(joined, 48)), 48, 32, 1)], ("kernel_shape", new long[] { 2, 2 }));
        },
        ["squeeze and excite"] = x =>
        {
            var gated = Swish(x, Stem(x));
            var depthwise = Swish(x, x.Conv(gated, 32, 32, 3, groups: 32));
            var squeezed = x.Conv(Swish(x, x.Conv(x.Node("GlobalAveragePool", [depthwise]), 32, 16, 1)), 16, 32, 1);
            return x.Conv(x.Node("Mul", [depthwise, x.Node("Sigmoid", [squeezed])]), 32, 32, 1);
        },
        ["sliced reads"] = x =>
        {
            var stem = x.Relu(Stem(x));
            return x.Add(x.Relu(x.Conv(Half(x, stem, 0), 16, 32, 3)), x.Relu(x.Conv(Half(x, stem, 8), 16, 32, 3)));
        },
        ["odd widths"] = x => x.Conv(x.Relu(x.Conv(x.Relu(x.Conv(Stem(x), 32, 30, 3)), 30, 36, 3)), 36, 32, 3),
        ["classifier"] = x => x.Relu(x.Gemm(x.Node("Flatten", [x.Node("GlobalAveragePool", [Stem(x)])]), 32, 10)),
    };

    private static string Stem(ModelBuilder x) => x.Conv(x.Input("image", 1, 3, 16, 16), 3, 32, 3);

    private static string Swish(ModelBuilder x, string value) => x.Node("Mul", [value, x.Node("Sigmoid", [value])]);

    private static string Half(ModelBuilder x, string from, long start) => x.Node(
        "Slice", [from, x.Int64s($"start{start}", start), x.Int64s($"end{start}", start + 16), x.Int64s($"axis{start}", 1)]);
}
