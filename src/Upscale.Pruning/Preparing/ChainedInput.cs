using Upscale.Onnx;
using Upscale.Pruning.Rewriting;

namespace Upscale.Pruning.Preparing;

/// <summary>An input that takes an output of a pruned model as it lies there, channels permuted.</summary>
/// <param name="Input">Name of the input; empty for the one of the output's name, or the only one.</param>
/// <param name="Output">Name of the output.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Order">Where its channels lie; null where they lie as in the original model.</param>
public sealed record ChainedInput(string Input, string Output, Shape Shape, OutputOrder? Order)
{
    /// <summary>Where a model says in which order an input of its wants channels: as for outputs, axis and places.</summary>
    public static string MetadataKey(string input) => $"upscale.input.{input}.order";

    /// <summary>Reads what a pruned model gives.</summary>
    /// <param name="input">Name of the input that takes it; empty for the one of the output's name, or the only one.</param>
    /// <param name="pruned">The model in front.</param>
    /// <param name="output">Name of one of its outputs.</param>
    /// <exception cref="UpscaleException">UPS1211: there is no such output; UPS1303: damaged metadata.</exception>
    public static ChainedInput Of(string input, Model pruned, string output)
    {
        ArgumentNullException.ThrowIfNull(pruned);
        return pruned.Graph.Outputs.FirstOrDefault(known => known.Name == output)?.DeclaredShape is { } shape
            ? new(input, output, shape, OutputOrder.Read(pruned, output))
            : throw new UpscaleException(
                ChainedInputs.NotAllowed, $"an input is to come from output '{output}'; the model has {string.Join(", ", pruned.Graph.Outputs.Select(known => $"'{known.Name}' {known.DeclaredShape}"))}", pruned.Path);
    }
}
