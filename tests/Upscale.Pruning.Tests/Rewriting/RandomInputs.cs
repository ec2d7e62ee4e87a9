using Upscale.Onnx;

namespace Upscale.Pruning.Tests.Rewriting;

/// <summary>Values for the inputs of a model.</summary>
internal static class RandomInputs
{
    /// <summary>Uniform in [-1, 1); every dimension that is not known gets a size of its own.</summary>
    public static IReadOnlyList<Tensor> Of(Model model, int seed = 0, int free = 3)
    {
        var random = new Random(seed);
        return [.. model.Graph.Inputs.Select(input => Next(
            random, input.Name, input.ElementType, [.. input.DeclaredShape!.Select(dim => dim.IsKnown ? dim.Size : free)]))];
    }

    private static Tensor Next(Random random, string name, ElementType type, long[] dims)
    {
        var values = new float[dims.Aggregate(1L, (product, dim) => product * dim)];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (random.NextSingle() * 2) - 1;
        }

        return type switch
        {
            ElementType.Float => Tensor.FromFloats(name, dims, values),
            ElementType.Float16 => HalfTensor.From(name, dims, values),
            ElementType.Bool => Tensor.FromBytes(name, type, dims, values.Select(value => value > 0 ? (byte)1 : (byte)0).ToArray()),
            _ => throw new NotSupportedException($"{type}"),
        };
    }
}
