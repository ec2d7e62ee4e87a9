using System.Text.Json;
using Upscale.Onnx;

namespace Upscale.Execution.Profiling;

/// <summary>Reads what ONNX Runtime's profiler writes.</summary>
internal static class ProfileEvents
{
    private const string Suffix = "_kernel_time";

    /// <summary>The executions of kernels, in order.</summary>
    /// <exception cref="UpscaleException">UPS1406: it is not what the profiler of the supported versions writes.</exception>
    public static IReadOnlyList<NodeTime> Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return [.. document.RootElement.EnumerateArray().Where(IsKernel).Select(Read)];
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new UpscaleException(ErrorCodes.NoProfile, $"the profiler of ONNX Runtime wrote what is not understood: {failure.Message}", inner: failure);
        }
    }

    private static bool IsKernel(JsonElement item) =>
        item.GetProperty("cat").GetString() == "Node" && item.GetProperty("name").GetString()!.EndsWith(Suffix, StringComparison.Ordinal);

    private static NodeTime Read(JsonElement item)
    {
        var arguments = item.GetProperty("args");
        return new(
            item.GetProperty("name").GetString()![..^Suffix.Length],
            arguments.GetProperty("op_name").GetString()!,
            FirstShape(arguments),
            item.GetProperty("dur").GetInt64());
    }

    /// <remarks>[{"float":[1,64,56,56]},{"int64":[1]}]</remarks>
    private static string FirstShape(JsonElement arguments) =>
        arguments.TryGetProperty("input_type_shape", out var inputs) && inputs.GetArrayLength() > 0
            ? inputs[0].EnumerateObject().First().Value.GetRawText()
            : "";
}
