using Microsoft.ML.OnnxRuntime;

namespace Upscale.Runtime;

/// <summary>Where a run's output goes: to memory of ours or the caller's where it is numbers of a shape known before the run, else to memory of ONNX Runtime's.</summary>
internal sealed class OutputSlot(TensorSignature signature)
{
    private LentMemory _lent;
    private bool _isBound;

    public TensorBuffer Buffer { get; } = new(signature);

    /// <summary>Whether this run's shape is known, so that the output is in <see cref="Buffer"/>.</summary>
    public bool IsSized { get; private set; } = signature.IsStatic && signature.IsBufferable;

    /// <summary>Whether the last run wrote to the caller's memory.</summary>
    public bool IsLent => IsSized && _lent.Address != 0;

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

    /// <summary>Makes the next run write the output.</summary>
    /// <param name="binding">Of the run.</param>
    /// <param name="address">Pinned memory of the caller that has room for just this output; 0: none.</param>
    /// <remarks>A binding keeps the tensor that the last run allocated and would write to it again, so an output of unknown shape is bound before each run.</remarks>
    public void Bind(OrtIoBinding binding, nint address)
    {
        _isBound &= !_lent.Choose(IsSized ? address : 0);
        if (!IsSized)
        {
            binding.BindOutputToDevice(signature.Name, OrtMemoryInfo.DefaultInstance);
            _isBound = false;
        }
        else if (!_isBound)
        {
            using OrtValue value = Buffer.CreateValue(_lent.Address);
            binding.BindOutput(signature.Name, value);
            _isBound = true;
        }
    }

    /// <summary>Forgets the shape that the last run had.</summary>
    public void Reset() => IsSized = signature.IsStatic && signature.IsBufferable;
}
