using System.Collections.Immutable;
using System.Globalization;
using Upscale.Build.Items;
using Upscale.Cli.Commands;
using Upscale.Onnx;
using Upscale.Pruning;
using Upscale.Pruning.Costs;
using Upscale.Pruning.Importance;
using Upscale.Pruning.Ordering;
using Upscale.Pruning.Preparing;

namespace Upscale.Cli.Building;

/// <summary>Reads an item's metadata.</summary>
internal static class BuildRequestOptions
{
    /// <summary>The pruning options of an item.</summary>
    /// <exception cref="UpscaleException">UPS1503: a value that is not allowed; the message names item, metadata, value and what is.</exception>
    /// <param name="profile">What was measured, see <see cref="Profile"/>.</param>
    public static PruningOptions Pruning(BuildRequestModel model, CostTable? profile = null)
    {
        var defaults = new PruningOptions();
        return new PruningOptions
        {
            Ratio = Ratio(model, defaults.Ratio),
            Criterion = Known(model, "Criterion", CriterionCatalog.Names, defaults.Criterion),
            Mode = Word(model, "Mode", defaults.Mode),
            Side = Word(model, "Side", defaults.Side),
            Scope = Word(model, "Scope", defaults.Scope),
            Round = Round(model, defaults.Round, profile),
            Order = Known(model, "Order", OrderCatalog.Names, defaults.Order),
            Reads = Word(model, "Reads", defaults.Reads),
            PreserveOutputOrder = Switch(model, "PreserveOutputOrder", defaults.PreserveOutputOrder),
            Exclude = List(model, "ExcludeLayers"),
        };
    }

    /// <summary>What the model is to take and to give.</summary>
    /// <param name="model">The item.</param>
    /// <param name="labels">Names of an output's channels; empty where there are none.</param>
    /// <exception cref="UpscaleException">UPS1503: a value that is not allowed; UPS1207: neither a channel nor a label; UPS1516: a model in front is not there.</exception>
    public static ModelPreparation Preparation(BuildRequestModel model, ImmutableArray<string> labels) => new()
    {
        KeepOutputs = model.Option("KeepOutputs") is { } text ? OutputSubset.Parse(text, labels) : [],
        Pixels = new() { Mean = Numbers(model, "Mean"), Std = Numbers(model, "Std"), Layout = Word(model, "Layout", PixelLayout.Nchw) },
        Inputs = [.. model.Chained.Select(chained => chained.Read())],
    };

    /// <summary>Whether the pruned model is compared with the masked original.</summary>
    /// <exception cref="UpscaleException">UPS1503: neither true nor false.</exception>
    public static bool Verify(BuildRequestModel model) => Switch(model, "Verify", true);

    /// <summary>Whether the pruned model is a resource of the assembly instead of a file beside it.</summary>
    /// <exception cref="UpscaleException">UPS1503: neither true nor false.</exception>
    public static bool Embed(BuildRequestModel model) => Switch(model, "Embed", false);

    /// <summary>Whether the pruned model is measured beside the original, and whether it has to be faster.</summary>
    /// <param name="model">The item.</param>
    /// <param name="profile">What was measured: where there is a profile, the model is measured unless the item says no.</param>
    /// <exception cref="UpscaleException">UPS1503: neither true nor false.</exception>
    public static (bool Measure, bool Require) Speedup(BuildRequestModel model, CostTable? profile) =>
        Switch(model, "RequireSpeedup", false) ? (true, true) : (Switch(model, "Measure", profile is not null), false);

    /// <summary>The costs to choose by; null: the analytic model, with which builds are the same on every machine.</summary>
    /// <exception cref="UpscaleException">UPS1407: the file cannot be read or is no profile.</exception>
    public static CostTable? Profile(BuildRequestModel model) => ProfileChoice.Read(model.Option("Profile") ?? ProfileChoice.None);

    private static double Ratio(BuildRequestModel model, double fallback) => model.Option("Ratio") switch
    {
        null => fallback,
        var text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var ratio) && ratio is >= 0 and < 1 => ratio,
        var text => throw Bad(model, "Ratio", text, "a number from 0 up to, but not including, 1, with a decimal point; 0.4 removes 40 % of the channels"),
    };

    private static string Known(BuildRequestModel model, string name, IReadOnlyList<string> words, string fallback) => model.Option(name) switch
    {
        null => fallback,
        var text when words.Contains(text, StringComparer.OrdinalIgnoreCase) => text.ToLowerInvariant(),
        var text => throw Bad(model, name, text, OneOf(words, text)),
    };

    private static int Round(BuildRequestModel model, int fallback, CostTable? profile) => model.Option("Round") switch
    {
        null => fallback,
        var text when string.Equals(text, "auto", StringComparison.OrdinalIgnoreCase) => RoundOption.BlockOfThisMachine(profile),
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var round) && round >= 1 => round,
        var text => throw Bad(model, "Round", text, "a whole number from 1 (exact) on, or auto"),
    };

    private static T Word<T>(BuildRequestModel model, string name, T fallback)
        where T : struct, Enum
    {
        var words = Enum.GetNames<T>();
        return model.Option(name) switch
        {
            null => fallback,
            var text when words.Contains(text, StringComparer.OrdinalIgnoreCase) => Enum.Parse<T>(text, ignoreCase: true),
            var text => throw Bad(model, name, text, OneOf([.. words.Select(word => word.ToLowerInvariant())], text)),
        };
    }

    private static ImmutableArray<double> Numbers(BuildRequestModel model, string name) => model.Option(name) is not { } text ? []
        : PixelFormat.ParseValues(text) ?? throw Bad(model, name, text, "numbers with a decimal point, one or one for each channel, with commas between them");

    /// <summary>Values with semicolons between them.</summary>
    private static ImmutableArray<string> List(BuildRequestModel model, string name) =>
        model.Option(name) is { } text ? [.. text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)] : [];

    private static bool Switch(BuildRequestModel model, string name, bool fallback) => model.Option(name) switch
    {
        null => fallback,
        var text when bool.TryParse(text, out var value) => value,
        var text => throw Bad(model, name, text, "true or false"),
    };

    private static string OneOf(IReadOnlyList<string> words, string text) =>
        $"one of {string.Join(", ", words)}{(Spelling.Nearest(text, words) is { } meant ? $"; did you mean '{meant}'?" : "")}";

    private static UpscaleException Bad(BuildRequestModel model, string name, string value, string allowed) => new(
        "UPS1503", $"PrunedModel '{Path.GetFileName(model.Source)}': {name} is '{value}'; allowed is {allowed}", model.Project.Length > 0 ? model.Project : model.Source);
}
