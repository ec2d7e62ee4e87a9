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

    private readonly Option<string[]> _inputsFrom = new("--inputs-from")
    {
        Description = "An output of a pruned model that this one takes as it lies there; may be given several times.",
        HelpName = "[input=]pruned.onnx:output",
    };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _keepOutputs, _mean, _std, _layout.Option, _inputsFrom })
        {
            command.Add(option);
        }
    }

    /// <summary>Loads a model and prepares it.</summary>
    /// <exception cref="UpscaleException">UPS10nn: the model; UPS1207, UPS1208: what it is to take or give; UPS1209: no numbers; UPS1211: no such output.</exception>
    public Model Load(ParseResult parsed, string path) => new ModelPreparation
    {
        KeepOutputs = parsed.GetValue(_keepOutputs) is { } text ? OutputSubset.Parse(text, []) : [],
        Pixels = new() { Mean = Numbers(parsed, _mean), Std = Numbers(parsed, _std), Layout = _layout.Read(parsed) },
        Inputs = [.. (parsed.GetValue(_inputsFrom) ?? []).Select(Chained)],
    }.Apply(Model.Load(path));

    /// <summary>Names may hold any character, so the file is the longest one that there is between an equals sign, or the start, and a colon.</summary>
    private static ChainedInput Chained(string text)
    {
        var starts = Enumerable.Range(0, text.Length).Where(start => start == 0 || text[start - 1] == '=');
        var found = starts
            .SelectMany(start => Enumerable.Range(start, text.Length - start).Where(end => text[end] == ':').Select(end => (Start: start, End: end)))
            .Where(part => File.Exists(text[part.Start..part.End]))
            .OrderByDescending(part => part.End - part.Start).Cast<(int Start, int End)?>().FirstOrDefault();
        return found is var (start, end)
            ? ChainedInput.Of(text[..Math.Max(0, start - 1)], Model.Load(text[start..end]), text[(end + 1)..])
            : throw new UpscaleException("UPS1211", $"'{text}' names no file; write pruned.onnx:output or input=pruned.onnx:output");
    }

    private static ImmutableArray<double> Numbers(ParseResult parsed, Option<string> option) => parsed.GetValue(option) is not { } text ? []
        : PixelFormat.ParseValues(text) ?? throw new UpscaleException("UPS1209", $"{option.Name} is '{text}'; write finite numbers with a decimal point and commas between them");
}
