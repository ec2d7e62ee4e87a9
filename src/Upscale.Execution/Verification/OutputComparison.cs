using System.Numerics;
using System.Runtime.InteropServices;
using Upscale.Onnx;
using Upscale.Pruning.Rewriting;

namespace Upscale.Execution.Verification;

/// <summary>Compares an output of the pruned model with the reference, channel by logical channel.</summary>
internal static class OutputComparison
{
    /// <summary>Compares two outputs.</summary>
    /// <param name="order">How the channels of <paramref name="actual"/> are permuted; null when they are not.</param>
    /// <param name="relative">Allowed difference of floating-point outputs, relative to the largest magnitude.</param>
    public static OutputVerification Compare(Value output, OutputData expected, OutputData actual, OutputOrder? order, double relative) =>
        expected.Places.SequenceEqual(actual.Places)
            ? Compare(output, expected.Values, actual.Values, order, relative)
            : new(output.Name, double.NaN, double.NaN, double.NaN, OutputStrength.Varied, "its keys, lengths or shapes are others");

    /// <summary>Compares two tensors.</summary>
    /// <param name="order">How the channels of <paramref name="actual"/> are permuted; null when they are not.</param>
    /// <param name="relative">Allowed difference of floating-point outputs, relative to the largest magnitude.</param>
    public static OutputVerification Compare(Value output, Tensor expected, Tensor actual, OutputOrder? order, double relative)
    {
        if (Obstacle(expected, actual, order) is { } obstacle)
        {
            return new(output.Name, double.NaN, double.NaN, double.NaN, OutputStrength.Varied, obstacle);
        }

        var (error, magnitude) = expected.ElementType switch
        {
            ElementType.Double => Compare<double>(expected, actual, order),
            ElementType.Float16 => Compare<Half>(expected, actual, order),
            ElementType.Int64 => Compare<long>(expected, actual, order),
            ElementType.UInt64 => Compare<ulong>(expected, actual, order),
            ElementType.Int32 => Compare<int>(expected, actual, order),
            ElementType.UInt32 => Compare<uint>(expected, actual, order),
            ElementType.Float => Compare<float>(expected, actual, order),
            ElementType.String => Compare<float>(new float[expected.Count], Differences(expected, actual), expected, order),
            _ => Compare<float>(expected.ToFloats(), actual.ToFloats(), expected, order),
        };
        return new(output.Name, error, magnitude, Tolerance.Of(output, expected.ElementType, relative, magnitude), StrengthOf(expected));
    }

    /// <summary>What a reference output is worth for a comparison.</summary>
    public static OutputStrength StrengthOf(Tensor output)
    {
        if (output.ElementType is ElementType.Double or ElementType.Float16 or ElementType.BFloat16 or ElementType.Float)
        {
            var values = output.ToFloats();
            return !Array.TrueForAll(values, float.IsFinite) ? OutputStrength.NotFinite
                : IsDegenerate<float>(values) ? OutputStrength.Degenerate
                : OutputStrength.Varied;
        }

        if (output.ElementType == ElementType.String)
        {
            return output.ToTexts().Distinct(StringComparer.Ordinal).Count() > 1 ? OutputStrength.Varied : OutputStrength.Degenerate;
        }

        return output.Bytes.Span.ContainsAnyExcept((byte)0) ? OutputStrength.Varied : OutputStrength.Degenerate;
    }

    /// <summary>1 where two strings differ, else 0.</summary>
    private static float[] Differences(Tensor expected, Tensor actual) =>
        [.. expected.ToTexts().Zip(actual.ToTexts(), (one, other) => one == other ? 0f : 1f)];

    private static bool IsDegenerate<T>(ReadOnlySpan<T> values)
        where T : IEquatable<T>, INumberBase<T>
    {
        if (values.Length < 3)
        {
            return !values.ContainsAnyExcept(T.Zero);
        }

        var rest = values.IndexOfAnyExcept(values[0]);
        return rest < 0 || !values[rest..].ContainsAnyExcept(values[0], values[rest]);
    }

    private static string? Obstacle(Tensor expected, Tensor actual, OutputOrder? order)
    {
        if (expected.ElementType != actual.ElementType)
        {
            return $"it holds {actual.ElementType} instead of {expected.ElementType}";
        }

        if (!expected.Dims.AsSpan().SequenceEqual(actual.Dims.AsSpan()))
        {
            return $"its shape is [{string.Join(',', actual.Dims)}] instead of [{string.Join(',', expected.Dims)}]";
        }

        return order is not null && (order.Axis >= expected.Dims.Length || expected.Dims[order.Axis] != order.PhysicalOf.Count)
            ? $"its recorded order has {order.PhysicalOf.Count} channels on axis {order.Axis}, its shape is [{string.Join(',', expected.Dims)}]"
            : null;
    }

    private static (double Error, double Magnitude) Compare<T>(Tensor expected, Tensor actual, OutputOrder? order)
        where T : unmanaged, INumberBase<T> =>
        Compare(MemoryMarshal.Cast<byte, T>(expected.Bytes.Span), MemoryMarshal.Cast<byte, T>(actual.Bytes.Span), expected, order);

    private static (double Error, double Magnitude) Compare<T>(ReadOnlySpan<T> expected, ReadOnlySpan<T> actual, Tensor shape, OutputOrder? order)
        where T : INumberBase<T>
    {
        var channels = order?.PhysicalOf.Count ?? 1;
        var inner = order is null ? expected.Length : (int)shape.Dims[(order.Axis + 1)..].Aggregate(1L, (product, dim) => product * dim);
        double error = 0, magnitude = 0;
        for (var start = 0; start < expected.Length; start += channels * inner)
        {
            for (var channel = 0; channel < channels; channel++)
            {
                var logical = expected.Slice(start + (channel * inner), inner);
                var physical = actual.Slice(start + ((order?.PhysicalOf[channel] ?? 0) * inner), inner);
                for (var i = 0; i < inner; i++)
                {
                    error = Largest(error, Difference(logical[i], physical[i]));
                    magnitude = Largest(magnitude, Math.Abs(double.CreateTruncating(logical[i])));
                }
            }
        }

        return (error, magnitude);
    }

    private static double Difference<T>(T expected, T actual)
        where T : INumberBase<T>
    {
        if (!T.IsFinite(expected) || !T.IsFinite(actual))
        {
            return double.NaN;
        }

        var difference = Math.Abs(double.CreateTruncating(expected) - double.CreateTruncating(actual));
        return difference == 0 && expected != actual ? 1 : difference;
    }

    private static double Largest(double a, double b) => a >= b || double.IsNaN(a) ? a : b;
}
