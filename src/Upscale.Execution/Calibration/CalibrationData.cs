using System.Runtime.CompilerServices;
using Upscale.Onnx;
using Upscale.Pruning.Importance;

namespace Upscale.Execution.Calibration;

/// <summary>Real inputs in files, and what they make of the tensors inside a model.</summary>
/// <remarks>
/// A folder's .npy, .npz, .bin and .raw files, those that match a pattern, or one file. Each holds one sample or a batch of them on the first
/// axis: .npy and .npz float32, float64 or uint8, .bin and .raw little-endian float32 in the shape of the model's only input. A .npz file has
/// an array for each input, by name, or one array for the only input. Nothing is touched before a criterion asks.
/// </remarks>
/// <param name="path">The folder, pattern or file.</param>
public sealed class CalibrationData(string path) : IActivationSource
{
    /// <inheritdoc/>
    /// <exception cref="UpscaleException">UPS1402: the model does not run; UPS1403: no ONNX Runtime; UPS1701: no files; UPS1702: a damaged one;
    /// UPS1703: one of another kind; UPS1704: one that does not fit the model.</exception>
    public void Read(Model model, IReadOnlyCollection<ActivationRequest> wanted, Action<Tensor> visit)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(wanted);
        ArgumentNullException.ThrowIfNull(visit);
        var files = CalibrationFileSet.Find(path);
        RuntimeLibrary.Load();
        Run(model, wanted, files, visit);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Run(Model model, IReadOnlyCollection<ActivationRequest> wanted, IReadOnlyCollection<string> files, Action<Tensor> visit) =>
        ActivationCapture.Run(model, wanted, files, visit);
}
