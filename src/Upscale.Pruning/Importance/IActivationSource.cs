using Upscale.Onnx;

namespace Upscale.Pruning.Importance;

/// <summary>A tensor inside a model, wanted on real inputs.</summary>
/// <param name="Value">Its name.</param>
/// <param name="Elements">Elements for one sample; 0 when not known. Says how many tensors fit into memory together.</param>
public sealed record ActivationRequest(string Value, long Elements);

/// <summary>Runs a model on real inputs.</summary>
public interface IActivationSource
{
    /// <summary>Runs the model on every sample and hands out the wanted tensors as they come.</summary>
    /// <param name="model">The model; the values are those of its main graph.</param>
    /// <param name="wanted">Each value once.</param>
    /// <param name="visit">Takes one tensor, named after its value, at a time; in the same order every time.</param>
    /// <exception cref="UpscaleException">What is wrong with the inputs, or with the model on them.</exception>
    void Read(Model model, IReadOnlyCollection<ActivationRequest> wanted, Action<Tensor> visit);
}
