using System.Buffers;
using System.Collections.Immutable;
using Microsoft.ML.OnnxRuntime;
using Upscale.Onnx;
using TensorElementType = Microsoft.ML.OnnxRuntime.Tensors.TensorElementType;

namespace Upscale.Execution;

/// <summary>A session with its inputs in place, to be run many times.</summary>
public sealed class PreparedRun : IDisposable
{
    private readonly InferenceSession _session;
    private readonly ImmutableArray<string> _inputNames;
    private readonly ImmutableArray<string> _outputNames;
    private readonly List<MemoryHandle> _pins = [];
    private readonly List<OrtValue> _values = [];
    private readonly RunOptions _options = new();

    internal PreparedRun(InferenceSession session, ImmutableArray<string> inputNames, ImmutableArray<string> outputNames, IReadOnlyDictionary<string, Tensor> inputs)
    {
        (_session, _inputNames, _outputNames) = (session, inputNames, outputNames);
        foreach (var name in inputNames)
        {
            _values.Add(inputs[name].ElementType == ElementType.String ? Copy(inputs[name]) : Wrap(inputs[name]));
        }
    }

    /// <summary>Runs the model and drops what it returns.</summary>
    public void Run() => Outputs().Dispose();

    public void Dispose()
    {
        _values.ForEach(value => value.Dispose());
        _pins.ForEach(pin => pin.Dispose());
        _options.Dispose();
    }

    internal IDisposableReadOnlyCollection<OrtValue> Outputs() => _session.Run(_options, _inputNames, _values, _outputNames);

    private static OrtValue Copy(Tensor tensor)
    {
        var texts = tensor.ToTexts();
        var value = OrtValue.CreateTensorWithEmptyStrings(OrtAllocator.DefaultInstance, [.. tensor.Dims]);
        for (var i = 0; i < texts.Length; i++)
        {
            value.StringTensorSetElementAt(texts[i].AsSpan(), i);
        }

        return value;
    }

    private unsafe OrtValue Wrap(Tensor tensor)
    {
        var pin = tensor.Bytes.Pin();
        _pins.Add(pin);
        return OrtValue.CreateTensorValueWithData(
            OrtMemoryInfo.DefaultInstance,
            (TensorElementType)(int)tensor.ElementType,
            [.. tensor.Dims],
            (nint)pin.Pointer,
            tensor.Bytes.Length);
    }
}
