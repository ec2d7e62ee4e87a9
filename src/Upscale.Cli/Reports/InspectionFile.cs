using System.Text.Json;
using Upscale.Pruning.Inspection;

namespace Upscale.Cli.Reports;

/// <summary>An inspection as JSON.</summary>
internal static class InspectionFile
{
    private const int Version = 1;

    public static string ToJson(ModelInspection inspection, string model) => JsonText.Write(writer =>
    {
        writer.WriteNumber("version", Version);
        writer.WriteString("model", Path.GetFileName(model));
        writer.WriteNumber("parameters", inspection.Figures.Parameters);
        writer.WriteNumber("parameterBytes", inspection.Figures.ParameterBytes);
        writer.WriteNumber("multiplyAdds", inspection.Figures.Macs);
        writer.WriteNumber("prunableMultiplyAdds", inspection.PrunableMacs);
        writer.WriteNumber("nodes", inspection.Figures.Nodes);
        JsonText.WriteArray(writer, "segments", inspection.Segments, WriteSegment);
        JsonText.WriteArray(writer, "consumers", inspection.Consumers, WriteConsumer);
        JsonText.WriteArray(writer, "pins", inspection.Pins, WritePin);
    });

    private static void WriteSegment(Utf8JsonWriter writer, SegmentInspection segment)
    {
        writer.WriteNumber("number", segment.Number);
        writer.WriteNumber("channels", segment.Channels);
        writer.WriteNumber("pinnedChannels", segment.PinnedChannels);
        WriteNames(writer, "producers", segment.Producers);
        WriteNames(writer, "consumers", segment.Consumers);
    }

    private static void WriteConsumer(Utf8JsonWriter writer, ConsumerInspection consumer)
    {
        writer.WriteString("node", consumer.Node);
        writer.WriteNumber("segment", consumer.Segment);
        writer.WriteNumber("channels", consumer.Channels);
        writer.WriteNumber("pinnedChannels", consumer.PinnedChannels);
        writer.WriteNumber("multiplyAdds", consumer.Macs);
    }

    private static void WritePin(Utf8JsonWriter writer, PinInspection pin)
    {
        writer.WriteString("value", pin.Value);
        writer.WriteString("node", pin.Node);
        writer.WriteNumber("channels", pin.Channels);
        writer.WriteString("reason", pin.Reason);
    }

    private static void WriteNames(Utf8JsonWriter writer, string name, IEnumerable<string> values)
    {
        writer.WriteStartArray(name);
        foreach (var value in values)
        {
            writer.WriteStringValue(value);
        }

        writer.WriteEndArray();
    }
}
