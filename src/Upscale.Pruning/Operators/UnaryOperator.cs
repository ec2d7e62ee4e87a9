using System.Collections.Frozen;
using System.Collections.Immutable;
using Upscale.Onnx;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Operators;

/// <summary>Functions of one tensor, element by element, at any rank; further inputs are scalars such as the bounds of Clip.</summary>
internal sealed class UnaryOperator : Operator
{
    /// <summary>
    /// Those that exporters put behind constants and whose result is rounded the same everywhere; Exp, the scale of cosine attention, to the
    /// last bit but one. Others are left to the runtime: a normalisation behind them can make much of the last bit.
    /// </summary>
    private static readonly ImmutableDictionary<string, Func<float, float>> Functions =
        ImmutableDictionary.CreateRange<string, Func<float, float>>(
        [
            new("Abs", MathF.Abs), new("Ceil", MathF.Ceiling), new("Exp", MathF.Exp), new("Floor", MathF.Floor), new("Neg", value => -value),
            new("Reciprocal", value => 1 / value), new("Relu", value => MathF.Max(value, 0)), new("Sqrt", MathF.Sqrt),
        ]);

    public override ImmutableArray<string> OpTypes { get; } =
    [
        "Abs", "Acos", "Acosh", "Asin", "Asinh", "Atan", "Atanh", "BitwiseNot", "Ceil", "Celu", "Clip", "Cos", "Cosh", "Elu", "Erf",
        "Exp", "Floor", "Gelu", "HardSigmoid", "HardSwish", "IsInf", "IsNaN", "LeakyRelu", "Log", "Mish", "Neg", "Not", "Reciprocal",
        "Relu", "Round", "Selu", "Shrink", "Sigmoid", "Sign", "Sin", "Sinh", "Softplus", "Softsign", "Sqrt", "Swish", "Tan", "Tanh",
        "ThresholdedRelu", "com.microsoft:Gelu", "com.microsoft:QuickGelu",
    ];

    private static readonly FrozenSet<string> ZeroAtZero = new[]
    {
        "Abs", "Asin", "Asinh", "Atan", "Atanh", "Ceil", "Celu", "Elu", "Erf", "Floor", "Gelu", "HardSwish", "LeakyRelu", "Mish", "Neg", "Relu", "Round",
        "Selu", "Sign", "Sin", "Sinh", "Softsign", "Sqrt", "Swish", "Tan", "Tanh", "QuickGelu",
    }.ToFrozenSet(StringComparer.Ordinal);

    internal override void InferShapes(ShapeContext context) => context.SetLike(0, 0);

    internal override Tensor? Evaluate(OperatorContext context) =>
        context.Constant(0) is { } constant && Function(context) is { } function ? TensorFunctions.Apply(constant, function) : null;

    /// <summary>Functions that are 0 at 0; a Clip where 0 lies within its bounds.</summary>
    internal override IReadOnlyList<int>? ZeroedBy(OperatorContext context) =>
        ZeroAtZero.Contains(context.Node.OpType) || (context.Node.OpType == "Clip" && Bound(context, 1, "min", -1) <= 0 && Bound(context, 2, "max", 1) >= 0) ? [] : null;

    internal override bool FollowsRepeats => true;

    internal override Labels Labels(OperatorContext context) => "*, . -> *";

    private static Func<float, float>? Function(OperatorContext context)
    {
        if (context.Node.OpType != "Clip")
        {
            return context.Node.Domain.Length == 0 ? Functions.GetValueOrDefault(context.Node.OpType) : null;
        }

        var (low, high) = (Bound(context, 1, "min", float.MinValue), Bound(context, 2, "max", float.MaxValue));
        return float.IsNaN(low) || float.IsNaN(high) ? null : value => MathF.Min(MathF.Max(value, low), high);
    }

    /// <summary>A bound of Clip; NaN, which no comparison accepts, where it is computed.</summary>
    private static float Bound(OperatorContext context, int input, string attribute, float fallback) =>
        !context.HasInput(input) ? context.Node.Float(attribute, fallback)
        : context.Constant(input) is { Count: 1, ElementType: ElementType.Float } bound ? bound.ToFloats()[0]
        : float.NaN;
}
