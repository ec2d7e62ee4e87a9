using Microsoft.ML.OnnxRuntime;
using Upscale.Onnx;
using TensorElementType = Microsoft.ML.OnnxRuntime.Tensors.TensorElementType;

namespace Upscale.Pruning.Tests.Channels.Perturbation;

/// <summary>Runs a model in ONNX Runtime as it is written: one thread, no graph optimisations.</summary>
internal sealed class ModelRun : IDisposable
{
    private readonly SessionOptions _options = new()
    {
        GraphOptimizationLevel = GraphOptimizationLevel.ORT_DISABLE_ALL,
        IntraOpNumThreads = 1,
        InterOpNumThreads = 1,
        LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
    };

    private readonly InferenceSession _session;

    public ModelRun(Model model) => _session = new(model.ToBytes(), _options);

    public IReadOnlyDictionary<string, Tensor> Run(IEnumerable<Tensor> inputs)
    {
        var values = inputs.ToDictionary(input => input.Name, ToOrtValue);
        try
        {
            using var options = new RunOptions();
            using var results = _session.Run(options, values, _session.OutputNames);
            return _session.OutputNames.Zip(results).ToDictionary(pair => pair.First, pair => FromOrtValue(pair.First, pair.Second));
        }
        finally
        {
            foreach (var value in values.Values)
            {
                value.Dispose();
            }
        }
    }

    public void Dispose()
    {
        _session.Dispose();
        _options.Dispose();
    }

    private static OrtValue ToOrtValue(Tensor tensor)
    {
        var value = OrtValue.CreateAllocatedTensorValue(
            OrtAllocator.DefaultInstance, (TensorElementType)tensor.ElementType, [.. tensor.Dims]);
        tensor.Bytes.Span.CopyTo(value.GetTensorMutableRawData());
        return value;
    }

    private static Tensor FromOrtValue(string name, OrtValue value)
    {
        var info = value.GetTensorTypeAndShape();
        return Tensor.FromBytes(name, (ElementType)info.ElementDataType, info.Shape, value.GetTensorMutableRawData().ToArray());
    }
}
