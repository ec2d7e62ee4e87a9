using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Upscale.Onnx;

namespace Upscale.Pruning.Tests.Preparing;

/// <summary>Runs a model with one float input and returns its first output.</summary>
internal static class ModelRun
{
    public static float[] Of(Model model, float[]? input = null)
    {
        using var folder = new TemporaryDirectory();
        model.Save(folder.Locate("model.onnx"));
        using var session = new InferenceSession(folder.Locate("model.onnx"));
        var (name, metadata) = session.InputMetadata.First();
        var size = metadata.Dimensions.Aggregate(1, (product, dim) => product * dim);
        var tensor = new DenseTensor<float>(input ?? [.. Enumerable.Range(0, size).Select(i => MathF.Sin(i))], metadata.Dimensions);
        using var results = session.Run([NamedOnnxValue.CreateFromTensor(name, tensor)]);
        return [.. results[0].AsTensor<float>()];
    }
}
