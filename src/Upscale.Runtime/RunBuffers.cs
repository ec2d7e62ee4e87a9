using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace Upscale.Runtime;

/// <summary>Everything one run in flight needs of its own: input and output memory, its binding, its options.</summary>
internal sealed class RunBuffers : IDisposable
{
    private readonly InferenceSession _session;
    private readonly ModelSignature _signature;
    private readonly bool _bindsOnce;
    private readonly OrtIoBinding _binding;
    private readonly RunOptions _options = new();
    private readonly ImmutableArray<TensorBuffer> _inputs;
    private readonly ImmutableArray<TensorBuffer?> _outputs;
    private IDisposableReadOnlyCollection<OrtValue>? _values;

    /// <summary>Allocates and binds what has a fixed size.</summary>
    /// <param name="session">The loaded model.</param>
    /// <param name="signature">Its inputs and outputs.</param>
    /// <param name="bindsOnce">Whether a bound input is read anew by each run; else it is copied to the device when bound.</param>
    public RunBuffers(InferenceSession session, ModelSignature signature, bool bindsOnce)
    {
        _session = session;
        _signature = signature;
        _bindsOnce = bindsOnce;
        _inputs = [.. signature.Inputs.Select(input => new TensorBuffer(input))];
        _outputs = [.. signature.Outputs.Select(output => output.IsStatic ? new TensorBuffer(output) : null)];
        _binding = session.CreateIoBinding();
        for (int i = 0; i < _inputs.Length && bindsOnce; i++)
        {
            if (signature.Inputs[i].IsStatic)
            {
                BindInput(i);
            }
        }

        BindOutputs(onlyChanging: false);
    }

    /// <summary>Whether the last run ended well, so that another may follow.</summary>
    public bool IsReusable { get; private set; } = true;

    public void SetInput<T>(int index, ReadOnlySpan<T> values, ReadOnlySpan<long> shape)
        where T : unmanaged
    {
        TensorBuffer input = _inputs[index];
        bool reshaped = input.TryReshape(shape);
        values.CopyTo(input.Span<T>());
        if (reshaped || !_bindsOnce)
        {
            BindInput(index);
        }
    }

    /// <summary>Runs the model; outputs without a fixed size are allocated by ONNX Runtime.</summary>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    public void Run(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        BindOutputs(onlyChanging: true);
        IsReusable = false;
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

        _options.Terminate = false;
        IsReusable = true;
        if (_outputs.Contains(null))
        {
            _values = _binding.GetOutputValues();
        }
    }

    public ReadOnlySpan<long> OutputShape(int index) =>
        _outputs[index] is TensorBuffer output ? output.Shape : Value(index).GetTensorTypeAndShape().Shape;

    /// <summary>An output's values; valid until <see cref="Clear"/> or the next run.</summary>
    public ReadOnlySpan<T> Output<T>(int index)
        where T : unmanaged
    {
        if (_outputs[index] is TensorBuffer output)
        {
            return output.Span<T>();
        }

        OrtValue value = Value(index);
        return value.GetTensorTypeAndShape().ElementCount == 0 ? [] : MemoryMarshal.Cast<byte, T>(value.GetTensorMutableRawData());
    }

    /// <summary>Frees what ONNX Runtime allocated for the run.</summary>
    public void Clear()
    {
        _values?.Dispose();
        _values = null;
    }

    public void Dispose()
    {
        Clear();
        _binding.Dispose();
        _options.Dispose();
    }

    private void BindInput(int index)
    {
        using OrtValue value = _inputs[index].CreateValue();
        _binding.BindInput(_signature.Inputs[index].Name, value);
    }

    // A binding keeps the tensor that the last run allocated and would write to it again, so such outputs are bound before each run.
    private void BindOutputs(bool onlyChanging)
    {
        for (int i = 0; i < _outputs.Length; i++)
        {
            string name = _signature.Outputs[i].Name;
            if (_outputs[i] is not TensorBuffer output)
            {
                _binding.BindOutputToDevice(name, OrtMemoryInfo.DefaultInstance);
            }
            else if (!onlyChanging)
            {
                using OrtValue value = output.CreateValue();
                _binding.BindOutput(name, value);
            }
        }
    }

    private OrtValue Value(int index) =>
        _values?[index] ?? throw new InvalidOperationException("The outputs of a model can be read after it has run.");
}
