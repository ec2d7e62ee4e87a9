using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Upscale.Onnx;
using Upscale.Pruning.Costs;

namespace Upscale.Execution.Profiling;

/// <summary>Cost tables as JSON: the same bytes for the same figures, times in whole nanoseconds.</summary>
public static class CostTableFile
{
    /// <summary>2: memory is measured size by size, in caches; tables of before count as absent.</summary>
    private const int Version = 2;
    private const double NanosecondsPerSecond = 1e9;
    private const int Digits = 6;

    private static readonly JsonWriterOptions Options =
        new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads a file.</summary>
    /// <exception cref="UpscaleException">UPS1407: it cannot be read or is not a table.</exception>
    public static CostTable Load(string path)
    {
        try
        {
            return CostTableReader.Read(File.ReadAllBytes(path), Version, NanosecondsPerSecond);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException
            or KeyNotFoundException or FormatException or ArgumentException)
        {
            throw new UpscaleException(
                ErrorCodes.BadProfile, $"this is not a readable profile: {failure.Message} Measure one with `upscale profile MODEL`", path, inner: failure);
        }
    }

    /// <summary>Replaces a file as a whole.</summary>
    /// <exception cref="UpscaleException">UPS1013: it cannot be written.</exception>
    public static void Save(CostTable table, string path) => AtomicFile.WriteAllBytes(path, Write(table));

    /// <summary>The bytes of a file.</summary>
    public static byte[] Write(CostTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            writer.WriteNumber("version", Version);
            writer.WriteString("processor", table.Machine.Processor);
            writer.WriteString("runtime", table.Machine.Runtime);
            writer.WriteNumber("threads", table.Machine.Threads);
            writer.WriteNumber("block", table.Block);
            Write(writer, "copy", table.Copy);
            Write(writer, "reorder", table.Reorder);
            Write(writer, "elementwise", table.Elementwise);
            Write(writer, "transcendental", table.Transcendental);
            writer.WriteStartArray("layers");
            foreach (var times in table.Layers.Values)
            {
                Write(writer, times);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return [.. buffer.WrittenSpan, (byte)'\n'];
    }

    private static void Write(Utf8JsonWriter writer, string name, MemoryTimes times)
    {
        writer.WriteStartObject(name);
        WriteLine(writer, "bytes", times.Bytes.Select(bytes => (long)bytes));
        WriteLine(writer, "nanoseconds", times.Seconds.Select(Nanoseconds));
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, LayerTimes times)
    {
        writer.WriteStartObject();
        writer.WriteString("kind", times.Kind);
        WriteLine(writer, "inputs", times.Inputs.Select(width => (long)width));
        WriteLine(writer, "outputs", times.Outputs.Select(width => (long)width));
        WriteLine(writer, "nanoseconds", times.Seconds.Select(Nanoseconds));
        writer.WriteNumber("plainFactor", Math.Round(times.PlainFactor, Digits));
        writer.WriteNumber("analyticRatio", Math.Round(times.AnalyticRatio, Digits));
        writer.WriteEndObject();
    }

    private static void WriteLine(Utf8JsonWriter writer, string name, IEnumerable<long> values)
    {
        writer.WritePropertyName(name);
        writer.WriteRawValue($"[{string.Join(',', values)}]");
    }

    private static long Nanoseconds(double seconds) => (long)Math.Round(seconds * NanosecondsPerSecond);
}
