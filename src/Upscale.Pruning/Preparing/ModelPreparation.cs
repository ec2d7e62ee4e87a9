using System.Collections.Immutable;
using Upscale.Onnx;

namespace Upscale.Pruning.Preparing;

/// <summary>What a model is to take and to give, where that differs from what it was exported with. The prepared model is what is pruned and compared with.</summary>
public sealed record ModelPreparation
{
    /// <summary>Outputs that lose channels.</summary>
    public ImmutableArray<OutputSubset> KeepOutputs { get; init; } = [];

    /// <summary>What the values of its image input are.</summary>
    public PixelFormat Pixels { get; init; } = new();

    /// <summary>Inputs that come from a pruned model, in the order that it gives them.</summary>
    public ImmutableArray<ChainedInput> Inputs { get; init; } = [];

    /// <summary>Prepares a model.</summary>
    /// <returns>The same model where nothing differs and every output says its shape.</returns>
    /// <exception cref="UpscaleException">UPS1207: no such output or channel; UPS1208: no image input, or not one value for each channel; UPS1211: no such input; UPS11xx: shapes that contradict each other.</exception>
    public Model Apply(Model model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return InferredOutputs.Apply(KeptOutputs.Apply(ChainedInputs.Apply(PixelInput.Apply(model, Pixels), Inputs), KeepOutputs));
    }
}
