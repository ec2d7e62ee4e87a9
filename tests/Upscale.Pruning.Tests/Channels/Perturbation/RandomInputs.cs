using Upscale.Onnx;

namespace Upscale.Pruning.Tests.Channels.Perturbation;

/// <summary>Values for the inputs of a model.</summary>
internal static class RandomInputs
{
    /// <summary>Uniform in [low, high).</summary>
    public static IReadOnlyList<Tensor> Of(Model model, float low, float high)
    {
        var random = new Random(0);
        return [.. model.Graph.Inputs.Select(input => Next(random, input.Name, [.. input.DeclaredShape!.Select(dim => dim.Size)], low, high))];
    }

    private static Tensor Next(Random random, string name, long[] dims, float low, float high)
    {
        var values = new float[dims.Aggregate(1L, (product, dim) => product * dim)];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = low + (random.NextSingle() * (high - low));
        }

        return Tensor.FromFloats(name, dims, values);
    }
}
