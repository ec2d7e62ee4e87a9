using System.Collections.Immutable;
using System.Globalization;
using Upscale.Onnx;
using Upscale.Pruning.Costs;

namespace Upscale.Execution.Profiling;

/// <summary>Measures nodes that pass over memory, each on what the node before it has just written.</summary>
internal sealed class MemoryMeasurement
{
    private const int Runs = 30;
    private const long Side = 16;
    private const double ShortestTime = 0.1;
    private const double SecondsPerMicrosecond = 1e-6;

    private static readonly ImmutableArray<long> Channels = [16, 64, 256, 512, 1024, 2048, 4096];

    private readonly ModelBuilder _builder = new();
    private readonly FlatData _data = new();

    private MemoryMeasurement()
    {
    }

    /// <summary>Completes a table.</summary>
    /// <exception cref="UpscaleException">UPS1402 to UPS1406.</exception>
    public static CostTable Measure(MachineKey machine, int block, double overhead)
    {
        var measurement = new MemoryMeasurement();
        foreach (var channels in Channels)
        {
            measurement.Add(channels);
        }

        var times = ProfiledRuns.Measure(measurement._builder.Build(), Runs, machine.Threads);
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
            [.. Channels.Select(channels => checked((int)(sizeof(float) * channels * Side * Side)))],
            [.. Channels.Select(channels => operators.Average(op => SecondsOf(op, ShapeRead(op, channels))))]);

        double SecondsOf(string op, string shape)
        {
            var found = times.Where(time => time.Operator == op && time.Input == shape).Select(time => (double)time.Microseconds).ToArray();
            return found.Length > 0
                ? Math.Max(LowMean.Of(found) - overhead, ShortestTime) * SecondsPerMicrosecond
                : throw new UpscaleException(ErrorCodes.NoProfile, $"the profiler of ONNX Runtime reports no time for a {op} of {shape}");
        }
    }

    private static string ShapeRead(string op, long channels)
    {
        var read = op switch
        {
            "Slice" => 2 * channels,
            "Concat" => channels / 2,
            _ => channels,
        };
        return string.Create(CultureInfo.InvariantCulture, $"[1,{read},{Side},{Side}]");
    }

    /// <summary>Half of a tensor is sliced off, joined with another, added, passed through a sigmoid and blocked for a convolution.</summary>
    private void Add(long channels)
    {
        var suffix = channels.ToString(CultureInfo.InvariantCulture);
        var whole = _builder.Node("Neg", [_builder.Input($"whole{suffix}", 1, 2 * channels, Side, Side)]);
        var slice = _builder.Node(
            "Slice", [whole, _builder.Int64s($"start{suffix}", 0), _builder.Int64s($"end{suffix}", channels), _builder.Int64s($"axis{suffix}", 1)]);
        var half = _builder.Input($"half{suffix}", 1, channels / 2, Side, Side);
        var joined = _builder.Concat(1, _builder.Node("Neg", [half]), _builder.Node("Abs", [half]));
        var sum = _builder.Add(slice, joined);
        var gated = _builder.Node("Mul", [sum, _builder.Node("Sigmoid", [sum])]);
        var weight = _builder.Constant(_data.Of($"weight{suffix}", channels, 1, 1, 1));
        _builder.Output(_builder.Node("Conv", [gated, weight], ("group", channels)));
    }
}
