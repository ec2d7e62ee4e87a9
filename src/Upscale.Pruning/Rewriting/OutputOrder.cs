using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using Upscale.Onnx;

namespace Upscale.Pruning.Rewriting;

/// <summary>The channel order of a graph output that pruning permuted, as the pruned model's metadata record it.</summary>
/// <param name="Axis">The permuted axis.</param>
/// <param name="PhysicalOf">Indexed by logical channel: where it lies in the pruned model's output.</param>
public sealed record OutputOrder(int Axis, IReadOnlyList<int> PhysicalOf)
{
    /// <summary>Reads the order of an output.</summary>
    /// <returns>null when the output is not permuted.</returns>
    /// <exception cref="UpscaleException">UPS1303: the metadata are damaged.</exception>
    public static OutputOrder? Read(Model model, string output)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (!model.Metadata.TryGetValue(MetadataKey(output), out var text))
        {
            return null;
        }

        var parts = text.Split(':');
        var table = parts.Length == 2 ? parts[1].Split(',').Select(Number).ToArray() : [];
        return table.Length > 0 && Number(parts[0]) is { } axis && table.Order().SequenceEqual(Enumerable.Range(0, table.Length).Cast<int?>())
            ? new(axis, [.. table.Select(physical => physical!.Value)])
            : throw new UpscaleException(
                "UPS1303", $"the channel order of output '{output}' is damaged: '{text}'; prune the model again", file: model.Path);
    }

    /// <summary>One thing for each channel, put as the channels lie.</summary>
    /// <param name="logical">By logical channel.</param>
    public ImmutableArray<T> Physical<T>(ImmutableArray<T> logical)
    {
        var placed = new T[logical.Length];
        for (var channel = 0; channel < placed.Length; channel++)
        {
            placed[PhysicalOf[channel]] = logical[channel];
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(placed);
    }

    /// <summary>As metadata have it: axis, colon, places.</summary>
    internal string ToText() => string.Create(CultureInfo.InvariantCulture, $"{Axis}:{string.Join(',', PhysicalOf)}");

    internal static string MetadataKey(string output) => $"upscale.output.{output}.order";

    /// <summary>Logical to physical channels.</summary>
    /// <returns>null for the identity.</returns>
    internal static int[]? Table(ReadOnlySpan<int> positions)
    {
        var table = new int[positions.Length];
        var changed = false;
        for (var physical = 0; physical < positions.Length; physical++)
        {
            table[positions[physical]] = physical;
            changed |= positions[physical] != physical;
        }

        return changed ? table : null;
    }

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
