using System.Collections.Immutable;
using System.Globalization;
using Upscale.Onnx;

namespace Upscale.Pruning.Preparing;

/// <summary>Channels of an output that are wanted.</summary>
/// <param name="Output">Name of the output; empty for the only one.</param>
/// <param name="Channels">Their positions, ascending.</param>
public sealed record OutputSubset(string Output, ImmutableArray<int> Channels)
{
    private const string NotAllowed = "UPS1207";

    /// <summary>A range of more channels than any output has takes memory for nothing.</summary>
    private const int SmallEnough = 1 << 20;

    /// <summary>Reads <c>0-9,42</c>, <c>logits:0-9,42</c> or <c>cat,dog</c>, with semicolons between outputs.</summary>
    /// <param name="text">The text; a name in front of the last colon is that of an output.</param>
    /// <param name="labels">Names of channels, by position; may be empty.</param>
    /// <exception cref="UpscaleException">UPS1207: neither a channel, a range nor a label.</exception>
    public static ImmutableArray<OutputSubset> Parse(string text, ImmutableArray<string> labels)
    {
        ArgumentNullException.ThrowIfNull(text);
        return [.. text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(part =>
        {
            var colon = part.LastIndexOf(':');
            var channels = part[(colon + 1)..].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).SelectMany(item => Channel(item, labels));
            return new OutputSubset(colon < 0 ? "" : part[..colon].Trim(), [.. channels.Distinct().Order()]);
        })];
    }

    /// <summary>What such a subset makes of names of all channels.</summary>
    /// <param name="names">As many as there were channels.</param>
    public ImmutableArray<string> Pick(ImmutableArray<string> names) => [.. Channels.Select(channel => names[channel])];

    private static IEnumerable<int> Channel(string item, ImmutableArray<string> labels)
    {
        if (labels.IndexOf(item) is var index and >= 0)
        {
            return [index];
        }

        var ends = item.Split('-');
        return ends.Length <= 2 && Number(ends[0]) is { } first && Number(ends[^1]) is { } last && first <= last
            ? Enumerable.Range(first, last - first + 1)
            : throw new UpscaleException(NotAllowed, $"'{item}' is no channel to keep of an output: write positions from 0, ranges such as 0-9, or labels, with commas between them");
    }

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < SmallEnough ? number : null;
}
