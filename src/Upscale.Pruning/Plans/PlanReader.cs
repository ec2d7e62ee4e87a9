using System.Collections.Immutable;
using System.Text.Json;
using Upscale.Onnx;
using Upscale.Pruning.Layout;

namespace Upscale.Pruning.Plans;

/// <summary>JSON to plan; anything unexpected is UPS1301 with the member's name.</summary>
internal sealed class PlanReader(string? file)
{
    private const int MostChannels = 1 << 24;

    /// <summary>The word for a choice.</summary>
    public static string NameOf<T>(T choice)
        where T : struct, Enum => choice.ToString().ToLowerInvariant();

    public static PruningPlan Read(string json, string? file) => new PlanReader(file).Read(json);

    private PruningPlan Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            if (Number(root, "version", int.MaxValue) is var version and not PruningPlan.CurrentVersion)
            {
                throw Fail($"version {version} is not supported, expected {PruningPlan.CurrentVersion}");
            }

            return new()
            {
                PreserveOutputOrder = Member(root, "preserveOutputOrder").GetBoolean(),
                Block = Number(root, "block", MostChannels) is > 0 and var block ? block : throw Fail("'block' must be at least 1"),
                Reads = Choice<ReadPolicy>(root, "reads"),
                Consumers = Items(root, "consumers", Consumer),
                Producers = Items(root, "producers", Producer),
                Refusals = Items(root, "refusals", item => new Refusal(Text(item, "code"), Text(item, "node"), Text(item, "reason"))),
            };
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw Fail(error.Message);
        }
    }

    private ConsumerPlan Consumer(JsonElement item)
    {
        var channels = Number(item, "channels", MostChannels);
        return new(
            Text(item, "node"), Number(item, "input", MostChannels), channels, Channels(item, "kept", channels), Choice<Realisation>(item, "realisation"));
    }

    private ProducerPlan Producer(JsonElement item)
    {
        var channels = Number(item, "channels", MostChannels);
        return new(Text(item, "node"), channels, Channels(item, "order", channels))
        {
            Absent = item.TryGetProperty("absent", out _) ? Channels(item, "absent", channels) : [],
        };
    }

    private T Choice<T>(JsonElement item, string name)
        where T : struct, Enum
    {
        var word = Text(item, name);
        return Enum.GetValues<T>().Where(choice => NameOf(choice) == word).ToArray() is [var known]
            ? known
            : throw Fail($"'{word}' is no value of '{name}'; it is one of {string.Join(", ", Enum.GetValues<T>().Select(NameOf))}");
    }

    private ImmutableArray<int> Channels(JsonElement item, string name, int limit) =>
        ChannelText.Parse(Text(item, name), limit)
        ?? throw Fail($"'{name}' of '{Text(item, "node")}' must list channels below {limit} such as 0-3,7");

    private ImmutableArray<T> Items<T>(JsonElement parent, string name, Func<JsonElement, T> read) =>
        [.. Member(parent, name).EnumerateArray().Select(read)];

    private string Text(JsonElement parent, string name) =>
        Member(parent, name).GetString() ?? throw Fail($"'{name}' must be a text");

    private int Number(JsonElement parent, string name, int limit) =>
        Member(parent, name).TryGetInt32(out var number) && number >= 0 && number <= limit
            ? number : throw Fail($"'{name}' must be a number from 0 to {limit}");

    private JsonElement Member(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var member)
            ? member : throw Fail($"'{name}' is missing");

    private UpscaleException Fail(string reason) =>
        new("UPS1301", $"not a pruning plan: {reason}; write one with `upscale prune --plan FILE`", file: file);
}
