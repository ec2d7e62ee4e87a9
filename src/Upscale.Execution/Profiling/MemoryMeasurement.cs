using System.Collections.Immutable;
using System.Globalization;
using Upscale.Onnx;
using Upscale.Pruning.Costs;

namespace Upscale.Execution.Profiling;

/// <summary>Measures nodes that pass over memory, each on what the node before it has just written.</summary>
internal static class MemoryMeasurement
{
    private const int Runs = 30;
    private const double ShortestTime = 0.1;
    private const double SecondsPerMicrosecond = 1e-6;

    /// <summary>Images as networks have them.</summary>
    private static readonly ImmutableArray<(long Channels, long Side)> Images = [(80, 7), (80, 14), (320, 14), (640, 14), (336, 28), (672, 28), (336, 56)];

    /// <summary>Completes a table.</summary>
    /// <remarks>A model for each size: in one model for all, what a node reads has left the caches, and reorders took up to three times as long as they do in a network.</remarks>
    /// <exception cref="UpscaleException">UPS1402 to UPS1406.</exception>
    public static CostTable Measure(MachineKey machine, int block, double overhead)
    {
        var times = Images.SelectMany(image => ProfiledRuns.Measure(ModelOf(image.Channels, image.Side), Runs, machine.Threads)).ToArray();
        return new()
        {
            Machine = machine,
            Block = block,
            Copy = Of("Slice", "Concat"),
            Reorder = Of("ReorderInput", "ReorderOutput"),
            Elementwise = Of("Add"),
            Transcendental = Of("QuickGelu"),
        };

        MemoryTimes Of(params string[] operators) => new(
            [.. Images.Select(image => checked((int)(sizeof(float) * image.Channels * image.Side * image.Side)))],
            [.. Images.Select(image => operators.Average(op => SecondsOf(op, ShapeRead(op, image.Channels, image.Side))))]);

        double SecondsOf(string op, string shape)
        {
            var found = times.Where(time => time.Operator == op && time.Input == shape).Select(time => (double)time.Microseconds).ToArray();
            return found.Length > 0
                ? Math.Max(LowMean.Of(found) - overhead, ShortestTime) * SecondsPerMicrosecond
                : throw new UpscaleException(ErrorCodes.NoProfile, $"the profiler of ONNX Runtime reports no time for a {op} of {shape}");
        }
    }

    private static string ShapeRead(string op, long channels, long side)
    {
        var read = op switch
        {
            "Slice" => 2 * channels,
            "Concat" => channels / 2,
            _ => channels,
        };
        return string.Create(CultureInfo.InvariantCulture, $"[1,{read},{side},{side}]");
    }

    /// <summary>Half of a tensor is sliced off, joined with another, added, passed through a sigmoid and blocked for a convolution.</summary>
    private static Model ModelOf(long channels, long side)
    {
        var builder = new ModelBuilder();
        var whole = builder.Node("Neg", [builder.Input("whole", 1, 2 * channels, side, side)]);
        var slice = builder.Node("Slice", [whole, builder.Int64s("start", 0), builder.Int64s("end", channels), builder.Int64s("axis", 1)]);
        var half = builder.Input("half", 1, channels / 2, side, side);
        var joined = builder.Concat(1, builder.Node("Neg", [half]), builder.Node("Abs", [half]));
        var sum = builder.Add(slice, joined);
        var gated = builder.Node("Mul", [sum, builder.Node("Sigmoid", [sum])]);
        var weight = builder.Constant(new FlatData().Of("weight", channels, 1, 1, 1));
        builder.Output(builder.Node("Conv", [gated, weight], ("group", channels)));
        return builder.Build();
    }
}
