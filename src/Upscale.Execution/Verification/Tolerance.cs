using Upscale.Onnx;

namespace Upscale.Execution.Verification;

/// <summary>The difference that rounding alone may cause.</summary>
internal static class Tolerance
{
    /// <summary>For models that compute in float32 or better.</summary>
    public const double Single = 1e-4;

    private const double Half = 1e-2;
    private const double Brain = 8e-2;
    private const double QuantisationStep = 1;

    /// <summary>The largest absolute difference that passes for an output.</summary>
    /// <param name="output">The output, for what computes it.</param>
    /// <param name="type">The type of its values.</param>
    /// <param name="relative">From <see cref="RelativeOf"/>.</param>
    /// <param name="magnitude">Largest absolute value of the reference output.</param>
    public static double Of(Value output, ElementType type, double relative, double magnitude) =>
        type.IsFloat() ? relative * magnitude : IsQuantised(output) ? QuantisationStep : 0;

    /// <summary>The difference allowed by the least precise type that a model computes in, relative to an output's largest magnitude.</summary>
    /// <remarks>A rounding error before a quantisation can move a value by a whole step, hence the tolerance of half precision.</remarks>
    public static double RelativeOf(Model model)
    {
        var types = model.Graph.Values.Select(value => value.ElementType)
            .Concat(model.Graph.Nodes.Where(node => node.OpType == "Cast").Select(node => (ElementType)node.Int("to", 0)))
            .ToHashSet();
        return types.Contains(ElementType.BFloat16) ? Brain
            : types.Contains(ElementType.Float16) || model.Graph.Nodes.Any(Quantises) ? Half
            : Single;
    }

    private static bool IsQuantised(Value output) =>
        output.ElementType is ElementType.Int8 or ElementType.UInt8 or ElementType.Int16 or ElementType.UInt16
        && output.Graph.Nodes.Any(Quantises);

    private static bool Quantises(Node node) =>
        node.OpType is "QuantizeLinear" or "DynamicQuantizeLinear" || node.OpType.StartsWith("QLinear", StringComparison.Ordinal);
}
