using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Upscale.Pruning.Plans;

/// <summary>Plan to JSON.</summary>
internal static class PlanWriter
{
    private static readonly JsonWriterOptions Options =
        new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(PruningPlan plan)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Options))
        {
            writer.WriteStartObject();
            writer.WriteNumber("version", PruningPlan.CurrentVersion);
            writer.WriteBoolean("preserveOutputOrder", plan.PreserveOutputOrder);
            writer.WriteNumber("block", plan.Block);
            writer.WriteString("reads", PlanReader.NameOf(plan.Reads));
            WriteArray(writer, "consumers", plan.Consumers, WriteConsumer);
            WriteArray(writer, "producers", plan.Producers, WriteProducer);
            WriteArray(writer, "refusals", plan.Refusals, WriteRefusal);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer().AsSpan(0, (int)stream.Length)) + "\n";
    }

    private static void WriteConsumer(Utf8JsonWriter writer, ConsumerPlan consumer)
    {
        writer.WriteString("node", consumer.Node);
        writer.WriteNumber("input", consumer.Input);
        writer.WriteNumber("channels", consumer.Channels);
        writer.WriteString("kept", ChannelText.Format(consumer.Kept));
        writer.WriteString("realisation", PlanReader.NameOf(consumer.Realisation));
    }

    private static void WriteProducer(Utf8JsonWriter writer, ProducerPlan producer)
    {
        writer.WriteString("node", producer.Node);
        writer.WriteNumber("channels", producer.Channels);
        writer.WriteString("order", ChannelText.Format(producer.Order));
        if (!producer.Absent.IsEmpty)
        {
            writer.WriteString("absent", ChannelText.Format(producer.Absent));
        }
    }

    private static void WriteRefusal(Utf8JsonWriter writer, Refusal refusal)
    {
        writer.WriteString("code", refusal.Code);
        writer.WriteString("node", refusal.Node);
        writer.WriteString("reason", refusal.Reason);
    }

    private static void WriteArray<T>(Utf8JsonWriter writer, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        writer.WriteStartArray(name);
        foreach (var item in items)
        {
            writer.WriteStartObject();
            write(writer, item);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
