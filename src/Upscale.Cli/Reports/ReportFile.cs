using System.Globalization;
using System.Text.Json;
using Upscale.Execution.Verification;
using Upscale.Pruning;
using Upscale.Pruning.Inspection;
using Upscale.Pruning.Layout;

namespace Upscale.Cli.Reports;

/// <summary>What pruning did, as JSON with stable bytes: no times, no folders.</summary>
internal static class ReportFile
{
    private const int Version = 1;

    /// <summary>Writes the report of a run.</summary>
    /// <param name="bytesBefore">Size of the original on disk, external data included.</param>
    /// <param name="bytesAfter">Size of the pruned model on disk, external data included.</param>
    public static string ToJson(PruningRun run, long bytesBefore, long bytesAfter) => JsonText.Write(writer =>
    {
        writer.WriteNumber("version", Version);
        writer.WriteString("model", Path.GetFileName(run.Original.Path));
        WriteOptions(writer, run.Options);
        writer.WriteString("costs", run.Costs?.Name);
        WriteFigures(writer, "before", run.Result.Report.Before, bytesBefore);
        WriteFigures(writer, "after", run.Result.Report.After, bytesAfter);
        WriteVerification(writer, run.Verification);
        JsonText.WriteArray(writer, "consumers", run.Result.Report.Consumers, WriteConsumer);
        JsonText.WriteArray(writer, "refusals", run.Result.Report.Refusals, (json, refusal) =>
        {
            json.WriteString("code", refusal.Code);
            json.WriteString("node", refusal.Node);
            json.WriteString("reason", refusal.Reason);
        });
    });

    /// <summary>The word for a realisation, as plans and tables use it.</summary>
    public static string NameOf(Realisation realisation) => realisation.ToString().ToLowerInvariant();

    private static void WriteOptions(Utf8JsonWriter writer, PruningOptions? options)
    {
        if (options is null)
        {
            writer.WriteNull("options");
            return;
        }

        writer.WriteStartObject("options");
        writer.WriteNumber("ratio", options.Ratio);
        writer.WriteString("criterion", options.Criterion);
        writer.WriteString("mode", options.Mode.ToString().ToLowerInvariant());
        writer.WriteString("side", options.Side.ToString().ToLowerInvariant());
        writer.WriteString("scope", options.Scope.ToString().ToLowerInvariant());
        writer.WriteNumber("round", options.Round);
        writer.WriteString("order", options.Order);
        writer.WriteString("reads", options.Reads.ToString().ToLowerInvariant());
        writer.WriteBoolean("preserveOutputOrder", options.PreserveOutputOrder);
        writer.WriteStartArray("exclude");
        foreach (var pattern in options.Exclude)
        {
            writer.WriteStringValue(pattern);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteFigures(Utf8JsonWriter writer, string name, ModelFigures figures, long fileBytes)
    {
        writer.WriteStartObject(name);
        writer.WriteNumber("parameters", figures.Parameters);
        writer.WriteNumber("multiplyAdds", figures.Macs);
        writer.WriteNumber("parameterBytes", figures.ParameterBytes);
        writer.WriteNumber("fileBytes", fileBytes);
        writer.WriteNumber("nodes", figures.Nodes);
        writer.WriteEndObject();
    }

    private static void WriteConsumer(Utf8JsonWriter writer, ConsumerReport consumer)
    {
        writer.WriteString("node", consumer.Node);
        writer.WriteNumber("channels", consumer.Channels);
        writer.WriteNumber("kept", consumer.Kept);
        writer.WriteNumber("read", consumer.Read);
        writer.WriteString("realisation", NameOf(consumer.Realisation));
    }

    private static void WriteVerification(Utf8JsonWriter writer, VerificationResult? verification)
    {
        if (verification is null)
        {
            writer.WriteNull("verification");
            return;
        }

        writer.WriteStartObject("verification");
        writer.WriteBoolean("passed", verification.Passed);
        writer.WriteNumber("runs", verification.Runs);
        JsonText.WriteArray(writer, "outputs", verification.Outputs, (json, output) =>
        {
            json.WriteString("name", output.Output);
            WriteReal(json, "largestError", output.LargestError);
            WriteReal(json, "largestMagnitude", output.LargestMagnitude);
            WriteReal(json, "tolerance", output.Tolerance);
            json.WriteString("strength", output.Strength.ToString().ToLowerInvariant());
            json.WriteBoolean("passed", output.Passed);
        });
        writer.WriteEndObject();
    }

    private static void WriteReal(Utf8JsonWriter writer, string name, double value)
    {
        if (double.IsFinite(value))
        {
            writer.WriteNumber(name, value);
        }
        else
        {
            writer.WriteString(name, value.ToString(CultureInfo.InvariantCulture));
        }
    }
}
