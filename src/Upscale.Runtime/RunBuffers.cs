using System.Collections.Immutable;
using Microsoft.ML.OnnxRuntime;

namespace Upscale.Runtime;

/// <summary>Everything one run in flight needs of its own: input and output memory, its binding, its options.</summary>
internal sealed class RunBuffers : IDisposable
{
    private readonly InferenceSession _session;
    private readonly ModelSignature _signature;
    private readonly OrtIoBinding _binding;
    private readonly RunOptions _options = new();
    private readonly ImmutableArray<InputSlot> _inputs;
    private readonly ImmutableArray<OutputSlot> _outputs;
    private IDisposableReadOnlyCollection<OrtValue>? _values;

    /// <summary>Allocates what has a fixed size.</summary>
    /// <param name="session">The loaded model.</param>
    /// <param name="signature">Its inputs and outputs.</param>
    /// <param name="bindsOnce">Whether a bound input is read anew by each run; else it is copied to the device when bound.</param>
    public RunBuffers(InferenceSession session, ModelSignature signature, bool bindsOnce)
    {
        _session = session;
        _signature = signature;
        _inputs = [.. signature.Inputs.Select(input => new InputSlot(input, bindsOnce))];
        _outputs = [.. signature.Outputs.Select(output => new OutputSlot(output))];
        _binding = session.CreateIoBinding();
    }

    /// <summary>Whether the last run ended well, so that another may follow.</summary>
    public bool IsReusable { get; private set; } = true;

    public void SetStrings(int index, ReadOnlySpan<string> values, ReadOnlySpan<long> shape, string parameter)
    {
        using OrtValue value = ValueMemory.CreateStrings(values, shape, parameter);
        _binding.BindInput(_signature.Inputs[index].Name, value);
    }

    /// <summary>Copies an input.</summary>
    public void SetInput(int index, ReadOnlySpan<byte> values, ReadOnlySpan<long> shape) => _inputs[index].Write(values, shape);

    /// <summary>Says which shape an input has whose values are lent to <see cref="Run"/>.</summary>
    public void SetInputShape(int index, ReadOnlySpan<long> shape) => _inputs[index].Reshape(shape);

    /// <summary>Whether <see cref="Run"/> may be lent an input's values.</summary>
    public bool CanBorrowInput(int index) => _inputs[index].CanBorrow;

    public void SetOutput(int index, ReadOnlySpan<long> shape) => _outputs[index].Resize(shape);

    /// <summary>Bytes of an output whose shape is known before the run; 0 where it is not.</summary>
    public int BytesOfOutput(int index) => _outputs[index].IsSized ? _outputs[index].Buffer.Bytes.Length : 0;

    /// <summary>Whether the last run wrote an output to memory of the caller's.</summary>
    public bool IsLentOutput(int index) => _outputs[index].IsLent;

    /// <summary>Runs the model; outputs whose shape is not known are allocated by ONNX Runtime.</summary>
    /// <param name="input">The values of an input that were not copied.</param>
    /// <param name="output">Memory for an output.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    public unsafe void Run(LentSpan input, LentSpan output, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        IsReusable = false;
        fixed (byte* from = input.Bytes, to = output.Bytes)
        {
            Bind((nint)from, input, (nint)to, output.Index);
            try
            {
                using (cancellationToken.UnsafeRegister(static options => ((RunOptions)options!).Terminate = true, _options))
                {
                    _session.RunWithBinding(_options, _binding);
                }
            }
            catch (OnnxRuntimeException stopped) when (cancellationToken.IsCancellationRequested)
            {
                throw new OperationCanceledException("The run was stopped.", stopped, cancellationToken);
            }
        }

        _options.Terminate = false;
        IsReusable = true;
        if (_outputs.Any(static slot => !slot.IsSized))
        {
            _values = _binding.GetOutputValues();
        }
    }

    public ReadOnlySpan<long> OutputShape(int index) =>
        _outputs[index].IsSized ? _outputs[index].Buffer.Shape : Value(index).GetTensorTypeAndShape().Shape;

    /// <summary>An output's values; valid until <see cref="Clear"/> or the next run.</summary>
    public ReadOnlySpan<T> Output<T>(int index) =>
        _outputs[index].IsSized ? _outputs[index].Buffer.Span<T>() : ValueMemory.Of<T>(Value(index));

    /// <summary>An output that is not in memory of ours; valid until <see cref="Clear"/> or the next run.</summary>
    public OrtValue Value(int index) =>
        _values?[index] ?? throw new InvalidOperationException("The outputs of a model can be read after it has run.");

    /// <summary>Frees what ONNX Runtime allocated for the run.</summary>
    public void Clear()
    {
        _values?.Dispose();
        _values = null;
        foreach (OutputSlot output in _outputs)
        {
            output.Reset();
        }
    }

    public void Dispose()
    {
        Clear();
        _binding.Dispose();
        _options.Dispose();
    }

    private void Bind(nint from, LentSpan input, nint to, int output)
    {
        for (int i = 0; i < _inputs.Length; i++)
        {
            if (_signature.Inputs[i].IsBufferable)
            {
                _inputs[i].Bind(_binding, i == input.Index ? from : 0, input.Bytes);
            }
        }

        for (int i = 0; i < _outputs.Length; i++)
        {
            _outputs[i].Bind(_binding, i == output ? to : 0);
        }
    }
}
