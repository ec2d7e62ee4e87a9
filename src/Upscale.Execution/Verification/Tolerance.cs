using Upscale.Onnx;

namespace Upscale.Execution.Verification;

/// <summary>The difference that rounding alone may cause.</summary>
internal static class Tolerance
{
    private const double Single = 1e-4;
    private const double Half = 1e-2;
    private const double Brain = 8e-2;
    private const double QuantisationStep = 1;

    /// <summary>The largest absolute difference that passes for an output.</summary>
    /// <param name="precision">The least precise floating-point type that the model computes in.</param>
    /// <param name="magnitude">Largest absolute value of the reference output.</param>
    public static double Of(Value output, ElementType precision, double magnitude) =>
        output.ElementType.IsFloat() ? Relative(precision) * magnitude : IsQuantised(output) ? QuantisationStep : 0;

    /// <summary>The least precise floating-point type among all values of a model.</summary>
    public static ElementType PrecisionOf(Model model)
    {
        var types = model.Graph.Values.Select(value => value.ElementType).ToHashSet();
        return types.Contains(ElementType.BFloat16) ? ElementType.BFloat16
            : types.Contains(ElementType.Float16) ? ElementType.Float16
            : ElementType.Float;
    }

    private static double Relative(ElementType precision) => precision switch
    {
        ElementType.BFloat16 => Brain,
        ElementType.Float16 => Half,
        _ => Single,
    };

    private static bool IsQuantised(Value output) =>
        output.ElementType is ElementType.Int8 or ElementType.UInt8 or ElementType.Int16 or ElementType.UInt16
        && output.Graph.Nodes.Any(node => node.OpType.Contains("QuantizeLinear", StringComparison.Ordinal) || node.OpType.StartsWith("QLinear", StringComparison.Ordinal));
}
