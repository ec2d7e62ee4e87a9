using Microsoft.ML.OnnxRuntime;
using Upscale.Onnx;

namespace Upscale.Execution;

/// <summary>Hands a model's bytes to ONNX Runtime: in memory, or through a file when they exceed one buffer.</summary>
internal static class SessionSource
{
    private const long LargestBuffer = 1_900_000_000;

    public static InferenceSession Open(Model model, SessionOptions options)
    {
        if (SizeOf(model.Graph) <= LargestBuffer)
        {
            return new InferenceSession(model.ToBytes(), options);
        }

        var folder = Directory.CreateTempSubdirectory("upscale-");
        try
        {
            var file = Path.Combine(folder.FullName, "model.onnx");
            model.Save(file);
            return new InferenceSession(file, options);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static long SizeOf(Graph graph) =>
        graph.Values.Sum(value => value.Constant is { ElementType: not ElementType.String } tensor ? (long)tensor.Bytes.Length : 0)
        + graph.Nodes.SelectMany(node => node.Subgraphs).Sum(SizeOf);
}
