using Upscale.Onnx;
using Upscale.Pruning.Importance;
using Upscale.Pruning.Tests.Channels;

namespace Upscale.Pruning.Tests.Importance;

/// <summary>What a criterion says of the consumers of a model.</summary>
internal static class Scores
{
    // Sums of a few products in single precision, against values worked out by hand to six digits.
    private const float Tolerance = 1e-4f;

    /// <returns>Per consumer, in graph order.</returns>
    public static float[][] Of(string criterion, Action<ModelBuilder> build, IActivationSource? activations = null)
    {
        var graph = Analysed.Graph(build);
        var evidence = new GraphEvidence(graph, graph.Channels.Consumers, activations);
        return [.. Enumerable.Range(0, graph.Channels.Consumers.Length)
            .Select(consumer => CriterionCatalog.Find(criterion).Score(new ConsumerEvidence(evidence, consumer)))];
    }

    public static void AssertEqual(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, Tolerance));
    }
}
