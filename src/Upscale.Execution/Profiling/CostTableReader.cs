using System.Collections.Immutable;
using System.Text.Json;
using Upscale.Pruning.Costs;

namespace Upscale.Execution.Profiling;

/// <summary>JSON to cost table; whatever is missing or impossible ends in an exception of the JSON library or a <see cref="FormatException"/>.</summary>
internal static class CostTableReader
{
    private const int LargestBlock = 1024;

    public static CostTable Read(ReadOnlyMemory<byte> json, int version, double unitsPerSecond)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        Require(root.GetProperty("version").GetInt32() == version, "its version is another");
        var block = root.GetProperty("block").GetInt32();
        Require(block is > 0 and <= LargestBlock, "its block is impossible");
        return new CostTable
        {
            Machine = new(Text(root, "processor"), Text(root, "runtime"), root.GetProperty("threads").GetInt32()),
            Block = block,
            Copy = Memory(root.GetProperty("copy"), unitsPerSecond),
            Reorder = Memory(root.GetProperty("reorder"), unitsPerSecond),
            Elementwise = Memory(root.GetProperty("elementwise"), unitsPerSecond),
            Transcendental = Memory(root.GetProperty("transcendental"), unitsPerSecond),
        }.With(root.GetProperty("layers").EnumerateArray().Select(item => Layer(item, unitsPerSecond)));
    }

    private static MemoryTimes Memory(JsonElement item, double unitsPerSecond)
    {
        var times = new MemoryTimes(Axis(item, "bytes"), Times(item, unitsPerSecond));
        Require(times.Bytes.Length == times.Seconds.Length, "its times do not fit its sizes");
        return times;
    }

    private static LayerTimes Layer(JsonElement item, double unitsPerSecond)
    {
        var times = new LayerTimes(
            Text(item, "kind"), Axis(item, "inputs"), Axis(item, "outputs"), Times(item, unitsPerSecond), Factor(item, "plainFactor"), Factor(item, "analyticRatio"));
        Require(times.Inputs.Length * times.Outputs.Length == times.Seconds.Length, "its times do not fit its widths");
        return times;
    }

    private static ImmutableArray<int> Axis(JsonElement item, string name)
    {
        ImmutableArray<int> axis = [.. item.GetProperty(name).EnumerateArray().Select(value => value.GetInt32())];
        Require(axis.Length > 0 && axis[0] > 0 && axis.Zip(axis.Skip(1), (left, right) => left < right).All(ascends => ascends), $"its {name} do not ascend");
        return axis;
    }

    private static ImmutableArray<double> Times(JsonElement item, double unitsPerSecond)
    {
        ImmutableArray<double> times = [.. item.GetProperty("nanoseconds").EnumerateArray().Select(value => value.GetInt64() / unitsPerSecond)];
        Require(times.All(time => time > 0), "a time is not positive");
        return times;
    }

    private static double Factor(JsonElement item, string name)
    {
        var factor = item.GetProperty(name).GetDouble();
        Require(factor > 0, $"its {name} is not positive");
        return factor;
    }

    private static string Text(JsonElement item, string name) => item.GetProperty(name).GetString() ?? throw new FormatException($"its {name} is missing");

    private static void Require(bool condition, string problem)
    {
        if (!condition)
        {
            throw new FormatException(problem);
        }
    }
}
