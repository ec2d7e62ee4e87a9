using System.Collections.Immutable;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Operators;

/// <summary>Functions of one tensor, element by element, at any rank; further inputs are scalars such as the bounds of Clip.</summary>
internal sealed class UnaryOperator : Operator
{
    public override ImmutableArray<string> OpTypes { get; } =
    [
        "Abs", "Acos", "Acosh", "Asin", "Asinh", "Atan", "Atanh", "BitwiseNot", "Ceil", "Celu", "Clip", "Cos", "Cosh", "Elu", "Erf",
        "Exp", "Floor", "Gelu", "HardSigmoid", "HardSwish", "IsInf", "IsNaN", "LeakyRelu", "Log", "Mish", "Neg", "Not", "Reciprocal",
        "Relu", "Round", "Selu", "Shrink", "Sigmoid", "Sign", "Sin", "Sinh", "Softplus", "Softsign", "Sqrt", "Swish", "Tan", "Tanh",
        "ThresholdedRelu", "com.microsoft:Gelu", "com.microsoft:QuickGelu",
    ];

    internal override void InferShapes(ShapeContext context) => context.SetLike(0, 0);

    internal override Labels Labels(OperatorContext context) => "*, . -> *";
}
