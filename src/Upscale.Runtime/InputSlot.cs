using Microsoft.ML.OnnxRuntime;

namespace Upscale.Runtime;

/// <summary>Where a run reads an input of numbers: in memory of ours that it was copied to, or in the caller's.</summary>
/// <param name="signature">The input.</param>
/// <param name="bindsOnce">Whether a bound input is read anew by each run; else it is copied to the device when bound.</param>
internal sealed class InputSlot(TensorSignature signature, bool bindsOnce)
{
    private readonly TensorBuffer _buffer = new(signature);
    private LentMemory _lent;
    private bool _isBound;

    /// <summary>Whether runs may read the caller's memory.</summary>
    public bool CanBorrow => bindsOnce;

    /// <summary>Copies the values of the next run.</summary>
    public void Write(ReadOnlySpan<byte> values, ReadOnlySpan<long> shape)
    {
        Reshape(shape);
        values.CopyTo(_buffer.Bytes);
    }

    /// <summary>Says which shape the input has in the next run.</summary>
    public void Reshape(ReadOnlySpan<long> shape) => _isBound &= !_buffer.TryReshape(shape);

    /// <summary>Makes the next run read the input.</summary>
    /// <param name="binding">Of the run.</param>
    /// <param name="address">Pinned memory of the caller with the values, as <paramref name="values"/>; 0 where they are written.</param>
    /// <param name="values">The values at that address.</param>
    public void Bind(OrtIoBinding binding, nint address, ReadOnlySpan<byte> values)
    {
        _isBound &= !_lent.Choose(address);
        if (address != 0 && _lent.Address == 0)
        {
            values.CopyTo(_buffer.Bytes);
        }

        if (_buffer.HasShape && (!_isBound || !bindsOnce))
        {
            using OrtValue value = _buffer.CreateValue(_lent.Address);
            binding.BindInput(signature.Name, value);
            _isBound = true;
        }
    }
}
