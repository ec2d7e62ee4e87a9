using Upscale.Onnx;
using Upscale.Pruning.Preparing;

namespace Upscale.Cli.Building;

/// <summary>An input that comes from another model of the project.</summary>
/// <param name="Input">Name of the input; empty for the one of the output's name, or the only one.</param>
/// <param name="Model">The pruned file of the model in front.</param>
/// <param name="Output">Name of its output.</param>
internal sealed record ChainedModel(string Input, string Model, string Output)
{
    /// <summary>How the output lies in the pruned file.</summary>
    /// <exception cref="UpscaleException">UPS1516: the model in front is not there; UPS1211: it has no such output.</exception>
    public ChainedInput Read() => File.Exists(Model)
        ? ChainedInput.Of(Input, Upscale.Onnx.Model.Load(Model), Output)
        : throw new UpscaleException("UPS1516", $"the model in front, '{Path.GetFileName(Model)}', which gives it '{Output}', was not pruned. Correct what is wrong with that model first");
}
