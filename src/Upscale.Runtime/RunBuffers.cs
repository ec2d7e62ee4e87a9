using System.Collections.Immutable;
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
        _bindsOnce = bindsOnce;
        _inputs = [.. signature.Inputs.Select(input => new TensorBuffer(input))];
        _outputs = [.. signature.Outputs.Select(output => new OutputSlot(output))];
        _binding = session.CreateIoBinding();
        for (int i = 0; i < _inputs.Length && bindsOnce; i++)
        {
            if (signature.Inputs[i].IsStatic && signature.Inputs[i].IsBufferable)
            {
                BindInput(i);
            }
        }
    }

    /// <summary>Whether the last run ended well, so that another may follow.</summary>
    public bool IsReusable { get; private set; } = true;

    public void SetStrings(int index, ReadOnlySpan<string> values, ReadOnlySpan<long> shape, string parameter)
    {
        using OrtValue value = ValueMemory.CreateStrings(values, shape, parameter);
        _binding.BindInput(_signature.Inputs[index].Name, value);
    }

    public void SetInput<T>(int index, ReadOnlySpan<T> values, ReadOnlySpan<long> shape)
    {
        TensorBuffer input = _inputs[index];
        bool reshaped = input.TryReshape(shape);
        values.CopyTo(input.Span<T>());
        if (reshaped || !_bindsOnce)
        {
            BindInput(index);
        }
    }

    public void SetOutput(int index, ReadOnlySpan<long> shape) => _outputs[index].Resize(shape);

    /// <summary>Runs the model; outputs whose shape is not known are allocated by ONNX Runtime.</summary>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    public void Run(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        IsReusable = false;
        bool allSized = true;
        foreach (OutputSlot output in _outputs)
        {
            output.Bind(_binding);
            allSized &= output.IsSized;
        }

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
        if (!allSized)
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

    private void BindInput(int index)
    {
        using OrtValue value = _inputs[index].CreateValue();
        _binding.BindInput(_signature.Inputs[index].Name, value);
    }
}
