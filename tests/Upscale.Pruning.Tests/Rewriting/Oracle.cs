using Upscale.Onnx;
using Upscale.Pruning.Plans;
using Upscale.Pruning.Rewriting;

namespace Upscale.Pruning.Tests.Rewriting;

/// <summary>The pruned model must equal the one in which the removed weights are zero.</summary>
internal static class Oracle
{
    // Sums of the same products in another order: 1e-4 of the largest magnitude in float32, 1e-2 in float16.
    private const float Tolerance = 1e-4f;
    private const float HalfTolerance = 1e-2f;

    // An output of few elements can be close to zero although the terms of its sums are not.
    private const float SmallestMagnitude = 0.1f;

    public static void AssertEqual(Model original, PruningResult result, int free = 3) =>
        Assert.Null(Mismatch(original, result.Plan, result.Model, free));

    /// <returns>null when every output agrees, otherwise what differs.</returns>
    public static string? Mismatch(Model original, PruningPlan plan, Model pruned, int free = 3, int seed = 0)
    {
        var inputs = RandomInputs.Of(original, seed, free);
        var expected = ModelRun.Once(MaskedReference.Build(original, plan), inputs);
        var actual = ModelRun.Once(pruned, inputs);
        return original.Graph.Outputs
            .Select(output => Mismatch(expected[output.Name], actual[output.Name], OutputOrder.Read(pruned, output.Name)))
            .FirstOrDefault(mismatch => mismatch is not null);
    }

    private static string? Mismatch(Tensor expected, Tensor actual, OutputOrder? order)
    {
        if (!expected.Dims.SequenceEqual(actual.Dims) || expected.ElementType != actual.ElementType)
        {
            return $"{expected.Name} is {actual.ElementType} [{string.Join(",", actual.Dims)}], expected {expected.ElementType} [{string.Join(",", expected.Dims)}]";
        }

        var (left, right) = (expected.ToFloats(), Logical(actual, order));
        var largest = left.Select(MathF.Abs).DefaultIfEmpty(0).Max();
        var limit = (expected.ElementType == ElementType.Float16 ? HalfTolerance : Tolerance) * MathF.Max(largest, SmallestMagnitude);
        for (var i = 0; i < left.Length; i++)
        {
            if (!(MathF.Abs(left[i] - right[i]) <= limit))
            {
                return $"{expected.Name}[{i}] is {right[i]}, expected {left[i]}";
            }
        }

        return null;
    }

    private static float[] Logical(Tensor tensor, OutputOrder? order)
    {
        var values = tensor.ToFloats();
        if (order is null)
        {
            return values;
        }

        var extent = (int)tensor.Dims[order.Axis];
        var inner = (int)tensor.Dims.Skip(order.Axis + 1).Aggregate(1L, (product, dim) => product * dim);
        var result = new float[values.Length];
        for (var i = 0; i < result.Length; i++)
        {
            var channel = i / inner % extent;
            result[i] = values[i + ((order.PhysicalOf[channel] - channel) * inner)];
        }

        return result;
    }
}
