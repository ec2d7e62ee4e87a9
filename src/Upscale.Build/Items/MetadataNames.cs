using Microsoft.Build.Framework;

namespace Upscale.Build.Items;

/// <summary>The metadata that a <c>PrunedModel</c> item may have.</summary>
internal static class MetadataNames
{
    /// <summary>Those that mean something here.</summary>
    public static readonly string[] Known =
    [
        "Ratio", "Criterion", "Calibration", "Mode", "Side", "Scope", "Round", "Order", "Reads", "Profile", "Verify", "Measure",
        "RequireSpeedup", "PreserveOutputOrder", "ExcludeLayers", "KeepOutputs", "Mean", "Std", "Layout", "InputsFrom", "Plan", "Report", "Labels", "Embed", "ClassName", "Namespace", "Link",
    ];

    /// <summary>What tells an IDE to run the build when the item changes.</summary>
    public const string Generator = "Generator";

    /// <summary>An item's metadata that are none of these and yet look like one, each with the one that is probably meant; metadata of the user's own are let be.</summary>
    public static IEnumerable<NamedValue> Misspelled(ITaskItem item)
    {
        foreach (object? key in item.CloneCustomMetadata().Keys)
        {
            if (key is string name && !IsKnown(name) && Spelling.Nearest(name, Known) is { } meant)
            {
                yield return new(name, meant);
            }
        }
    }

    private static bool IsKnown(string name) =>
        Array.Exists(Known, known => string.Equals(known, name, StringComparison.OrdinalIgnoreCase)) || string.Equals(name, Generator, StringComparison.OrdinalIgnoreCase);
}
