using System.CommandLine;
using Upscale.Onnx;
using Upscale.Pruning;
using Upscale.Pruning.Costs;
using Upscale.Pruning.Importance;
using Upscale.Pruning.Ordering;

namespace Upscale.Cli.Commands;

/// <summary>The options that say what to prune and how much.</summary>
internal sealed class SelectionOptions
{
    private const string Conflict = "UPS1602";

    private static readonly PruningOptions Defaults = new();

    private readonly Option<double> _ratio = new("--ratio")
    {
        Description = "Share of the input channels that every prunable layer loses, in [0, 1).",
        DefaultValueFactory = _ => Defaults.Ratio,
    };

    private readonly Option<string> _criterion = new("--criterion")
    {
        Description = "How channels are scored.",
        HelpName = string.Join('|', CriterionCatalog.Names),
        DefaultValueFactory = _ => Defaults.Criterion,
    };

    private readonly ChoiceOption<PruningMode> _mode = new(
        "--mode", "Whether the consumers of one tensor may keep different channels.", Defaults.Mode);

    private readonly ChoiceOption<PruningSide> _side = new(
        "--side", "Which channels of a layer are scored and removed: those that it reads, or those that it makes.", Defaults.Side);

    private readonly ChoiceOption<PruningScope> _scope = new(
        "--scope", "Whether the ratio holds for every layer or for the whole model.", Defaults.Scope);

    private readonly Option<RoundChoice> _round = RoundOption.Create(Defaults.Round);

    private readonly Option<string> _order = new("--order")
    {
        Description = "How channels are ordered so that layers read ranges of them.",
        HelpName = string.Join('|', OrderCatalog.Names),
        DefaultValueFactory = _ => Defaults.Order,
    };

    private readonly ChoiceOption<ReadPolicy> _reads = new(
        "--reads", "How layers get the channels that they keep out of a tensor that has more: whatever costs least, or always a copy.", Defaults.Reads);

    private readonly Option<bool> _preserveOutputOrder = new("--preserve-output-order")
    {
        Description = "Keep the channel order of graph outputs instead of recording their permutation.",
    };

    private readonly Option<string[]> _exclude = new("--exclude")
    {
        Description = "Layers that stay whole, by the names of nodes, outputs or weights; * stands for any characters, ? for one.",
        HelpName = "pattern",
    };

    private readonly Option<string> _calibration = PathOption.Create(
        "--calibration", "Real inputs for criteria that look at activations: a folder, pattern or file of .npy, .npz or raw float32 samples.");

    private readonly Option<string> _profile = ProfileChoice.CreateOption();

    private Option[] All => [_ratio, _criterion, _calibration, _mode.Option, _side.Option, _scope.Option, _round, _order, _reads.Option, _preserveOutputOrder, _exclude, _profile];

    public void AddTo(Command command)
    {
        foreach (var option in All)
        {
            command.Add(option);
        }
    }

    /// <summary>What to prune, and the costs to choose by.</summary>
    /// <exception cref="UpscaleException">UPS1201 to UPS1203, UPS1210: a value out of range; UPS1407: no profile.</exception>
    public (PruningOptions Options, CostModel Costs) Read(ParseResult parsed)
    {
        var profile = ProfileChoice.Read(parsed.GetValue(_profile)!);
        var options = new PruningOptions
        {
            Ratio = parsed.GetValue(_ratio),
            Criterion = parsed.GetValue(_criterion)!,
            Mode = _mode.Read(parsed),
            Side = _side.Read(parsed),
            Scope = _scope.Read(parsed),
            Round = parsed.GetValue(_round).Channels ?? RoundOption.BlockOfThisMachine(profile ?? ProfileChoice.OfThisMachine()),
            Order = parsed.GetValue(_order)!,
            Reads = _reads.Read(parsed),
            PreserveOutputOrder = parsed.GetValue(_preserveOutputOrder),
            Exclude = [.. parsed.GetValue(_exclude) ?? []],
        };
        options.Validate();
        return (options, ProfileChoice.Model(profile));
    }

    /// <returns>The path of the calibration data; null when none is given.</returns>
    public string? Calibration(ParseResult parsed) => parsed.GetValue(_calibration);

    /// <exception cref="UpscaleException">UPS1602: one of them is given beside a plan that already says it.</exception>
    public void RequireAbsent(ParseResult parsed)
    {
        if (Array.Find(All, option => parsed.GetResult(option) is { Implicit: false }) is { } given)
        {
            throw new UpscaleException(Conflict, $"{given.Name} does not go with --apply: the plan says what is pruned; leave one of them out");
        }
    }
}
