using Microsoft.ML.OnnxRuntime;

namespace Upscale.Runtime;

/// <summary>Where a run's output goes: to memory of ours where it is numbers of a shape known before the run, else to memory of ONNX Runtime's.</summary>
internal sealed class OutputSlot(TensorSignature signature)
{
    private bool _isBound;

    public TensorBuffer Buffer { get; } = new(signature);

    /// <summary>Whether this run's shape is known, so that the output is in <see cref="Buffer"/>.</summary>
    public bool IsSized { get; private set; } = signature.IsStatic && signature.IsBufferable;

    /// <summary>Says which shape the output has in the next run.</summary>
    public void Resize(ReadOnlySpan<long> shape)
    {
        if (!signature.IsBufferable)
        {
            return;
        }

        _isBound &= !Buffer.TryReshape(shape);
        IsSized = true;
    }

    // A binding keeps the tensor that the last run allocated and would write to it again, so an output of unknown shape is bound before each run.
    public void Bind(OrtIoBinding binding)
    {
        if (!IsSized)
        {
            binding.BindOutputToDevice(signature.Name, OrtMemoryInfo.DefaultInstance);
            _isBound = false;
        }
        else if (!_isBound)
        {
            using OrtValue value = Buffer.CreateValue();
            binding.BindOutput(signature.Name, value);
            _isBound = true;
        }
    }

    /// <summary>Forgets the shape that the last run had.</summary>
    public void Reset() => IsSized = signature.IsStatic && signature.IsBufferable;
}
