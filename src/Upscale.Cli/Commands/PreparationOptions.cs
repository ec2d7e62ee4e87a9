using System.Collections.Immutable;
using System.CommandLine;
using Upscale.Onnx;
using Upscale.Pruning.Preparing;

namespace Upscale.Cli.Commands;

/// <summary>The options that say what the model is to take and to give, where that differs from what it was exported with.</summary>
internal sealed class PreparationOptions
{
    private readonly Option<string> _keepOutputs = new("--keep-outputs")
    {
        Description = "Channels of outputs to keep, as in 0-9,42 or logits:0-9; semicolons between outputs.",
        HelpName = "[output:]channels",
    };

    private readonly Option<string> _mean = new("--mean") { Description = "Per channel, in the units of the pixels: the model then takes pixels as they are.", HelpName = "values" };

    private readonly Option<string> _std = new("--std") { Description = "Per channel, in the units of the pixels.", HelpName = "values" };

    private readonly ChoiceOption<PixelLayout> _layout = new("--layout", "The order of the axes of the image that the model takes.", PixelLayout.Nchw);

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _keepOutputs, _mean, _std, _layout.Option })
        {
            command.Add(option);
        }
    }

    /// <summary>Loads a model and prepares it.</summary>
    /// <exception cref="UpscaleException">UPS10nn: the model; UPS1207, UPS1208: what it is to take or give; UPS1209: no numbers.</exception>
    public Model Load(ParseResult parsed, string path) => new ModelPreparation
    {
        KeepOutputs = parsed.GetValue(_keepOutputs) is { } text ? OutputSubset.Parse(text, []) : [],
        Pixels = new() { Mean = Numbers(parsed, _mean), Std = Numbers(parsed, _std), Layout = _layout.Read(parsed) },
    }.Apply(Model.Load(path));

    private static ImmutableArray<double> Numbers(ParseResult parsed, Option<string> option) => parsed.GetValue(option) is not { } text ? []
        : PixelFormat.ParseValues(text) ?? throw new UpscaleException("UPS1209", $"{option.Name} is '{text}'; write finite numbers with a decimal point and commas between them");
}
