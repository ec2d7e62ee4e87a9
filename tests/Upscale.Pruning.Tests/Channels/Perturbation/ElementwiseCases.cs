using Upscale.Onnx;

namespace Upscale.Pruning.Tests.Channels.Perturbation;

/// <summary>Functions of elements, and copies.</summary>
internal static class ElementwiseCases
{
    private static readonly string[] Unary =
    [
        "Abs", "Acos", "Asin", "Asinh", "Atan", "Atanh", "Ceil", "Celu", "Clip", "Cos", "Cosh", "Elu", "Erf", "Exp", "Floor", "HardSigmoid",
        "HardSwish", "Identity", "LeakyRelu", "Neg", "Relu", "Round", "Selu", "Sigmoid", "Sign", "Sin", "Sinh", "Softplus",
        "Softsign", "Tan", "Tanh", "com.microsoft:Gelu", "com.microsoft:QuickGelu",
    ];

    private static readonly string[] Comparing = ["Equal", "Greater", "GreaterOrEqual", "Less", "LessOrEqual"];

    private static readonly string[] Logical = ["And", "Or", "Xor"];

    private static readonly string[] Arithmetic = ["Add", "Sub", "Mul", "Div", "Max", "Min", "Mean", "Sum"];

    public static IEnumerable<OperatorCase> All =>
    [
        .. Unary.Select(type => Of(type, (b, x) => b.Node(Written(type), [x[0]]))),
        .. Arithmetic.Select(type => Of(type, (b, x) => b.Node(type, x)) with { Inputs = Two, Low = LowOf(type) }),
        .. Arithmetic.Select(type => Of($"{type} with a constant per channel", (b, x) => b.Node(type, [x[0], PerChannel(b)]))),
        .. Arithmetic.Select(type => Of($"{type} with a scalar on the left", (b, x) => b.Node(type, [b.Constant("k", [], [0.3f]), x[0]])) with { Low = LowOf(type) }),
        .. Comparing.Select(type => Of(type, (b, x) => Float(b, b.Node(type, [Rounded(b, x[0]), Rounded(b, x[1])]))) with { Inputs = Two }),
        .. Logical.Select(type => Of(type, (b, x) => Float(b, b.Node(type, [Truth(b, x[0]), Truth(b, x[1])]))) with { Inputs = Two, Opset = 13 }),
        .. new[] { "BitwiseAnd", "BitwiseOr", "BitwiseXor" }.Select(type =>
            Of(type, (b, x) => Float(b, b.Node(type, [Integer(b, x[0]), Integer(b, x[1])]))) with { Inputs = Two, Opset = 18 }),
        Of("BitShift", (b, x) => Float(b, b.Node("BitShift", [Cast(b, Integer(b, x[0]), ElementType.UInt32), Cast(b, Integer(b, x[1]), ElementType.UInt32)], ("direction", "LEFT")))) with { Inputs = Two, Low = 0 },
        Of("BitwiseNot", (b, x) => Float(b, b.Node("BitwiseNot", [Integer(b, x[0])]))) with { Opset = 18 },
        Of("Not", (b, x) => Float(b, b.Node("Not", [Truth(b, x[0])]))),
        Of("Mod", (b, x) => b.Node("Mod", [x[0], b.Constant("k", [], [0.4f])], ("fmod", 1L))),
        Of("Pow", (b, x) => b.Node("Pow", [x[0], b.Constant("k", [], [3])])),
        Of("Pow with an exponent per channel", (b, x) => b.Node("Pow", [x[0], PerChannel(b)])) with { Low = 0.1f },
        Of("Reciprocal", (b, x) => b.Node("Reciprocal", x)) with { Low = 0.1f },
        Of("Log", (b, x) => b.Node("Log", x)) with { Low = 0.1f },
        Of("Sqrt", (b, x) => b.Node("Sqrt", x)) with { Low = 0.1f },
        Of("Acosh", (b, x) => b.Node("Acosh", x)) with { Low = 1.1f, High = 2 },
        Of("Gelu", (b, x) => b.Node("Gelu", x)) with { Opset = 20 },
        Of("Mish", (b, x) => b.Node("Mish", x)) with { Opset = 18 },
        Of("Shrink", (b, x) => b.Node("Shrink", x, ("lambd", 0.2f), ("bias", 0.1f))),
        Of("ThresholdedRelu", (b, x) => b.Node("ThresholdedRelu", x, ("alpha", 0.1f))),
        Of("IsNaN", (b, x) => Float(b, b.Node("IsNaN", [b.Node("Log", x)]))),
        Of("IsInf", (b, x) => Float(b, b.Node("IsInf", [b.Node("Reciprocal", [b.Node("Relu", x)])]))),
        Of("Clip by inputs", (b, x) => b.Node("Clip", [x[0], b.Constant("low", [], [-0.5f]), b.Constant("high", [], [0.5f])])),
        Of("Clip by attributes", (b, x) => b.Node("Clip", x, ("min", -0.5f), ("max", 0.5f))) with { Opset = 7 },
        Of("Cast", (b, x) => b.Node("Cast", [Cast(b, x[0], ElementType.Double)], ("to", 1L))),
        Of("CastLike", (b, x) => Float(b, b.Node("CastLike", [b.Node("Mul", [x[0], b.Constant("ten", [], [10])]), b.Int64s("like", 1)]))) with { Opset = 19 },
        Of("Dropout", (b, x) => b.Node("Dropout", x)),
        Of("Dropout with a ratio", (b, x) => b.Node("Dropout", [x[0], b.Constant("ratio", [], [0.5f])])),
        Of("PRelu with a slope per channel", (b, x) => b.Node("PRelu", [x[0], b.Uniform("slope", 0.1f, 0.5f, 4, 1, 1)])),
        Of("PRelu with one slope", (b, x) => b.Node("PRelu", [x[0], b.Uniform("slope", 0.1f, 0.5f, 1)])),
        Of("Where with a computed condition", (b, x) => b.Node("Where", [Truth(b, x[0]), x[0], x[1]])) with { Inputs = Two },
        Of("Where with a constant", (b, x) => b.Node("Where", [Truth(b, x[0]), x[0], PerChannel(b)])),
        Of("com.microsoft:BiasGelu", (b, x) => b.Node("com.microsoft::BiasGelu", [x[0], b.Uniform("k", -1, 1, 4)])) with { Inputs = [[2, 3, 4]], ChannelsLast = true },
        Of("com.microsoft:FastGelu", (b, x) => b.Node("com.microsoft::FastGelu", [x[0], b.Uniform("k", -1, 1, 4)])) with { Inputs = [[2, 3, 4]], ChannelsLast = true },
        Of("Add of a gate with one position", (b, x) => b.Node("Mul", x)) with { Inputs = [[2, 4, 3, 3], [2, 4, 1, 1]] },
        Of("Mul by one gate for all channels", (b, x) => b.Node("Mul", [x[0], b.Input("gate", 2, 1, 3, 3)])),
        Of("Add to itself", (b, x) => b.Node("Add", [x[0], x[0]])),
        Of("Add of channels to other channels of itself", (b, x) => b.Node("Add", [x[0], Reversed(b, x[0])])),
        Of("Max of three", (b, x) => b.Node("Max", [x[0], x[1], PerChannel(b)])) with { Inputs = Two },
        OperatorCase.Of("Add with channels of another tensor along positions", ChannelRole.Pinned, (b, x) =>
            b.Node("Add", [x[0], b.Node("Transpose", [x[1]], ("perm", new long[] { 0, 2, 1 }))])) with { Inputs = [[2, 4, 4], [2, 4, 4]] },
        OperatorCase.Of("Mul by a tensor that nobody follows", ChannelRole.Pinned, (b, x) => b.Node("Mul", [x[0], b.Input("gate", 2, 4, 1, 1)])),
    ];

    private static long[][] Two => [[2, 4, 3, 3], [2, 4, 3, 3]];

    private static float LowOf(string type) => type == "Div" ? 0.1f : -0.7f;

    private static OperatorCase Of(string name, Func<ModelBuilder, string[], string> build) => OperatorCase.Of(name, ChannelRole.Carried, build);

    private static string Written(string type) => type.Replace(":", "::", StringComparison.Ordinal);

    private static string PerChannel(ModelBuilder builder) => builder.Uniform("k", -0.5f, 0.5f, 4, 1, 1);

    private static string Cast(ModelBuilder builder, string x, ElementType type) => builder.Node("Cast", [x], ("to", (long)type));

    private static string Float(ModelBuilder builder, string x) => Cast(builder, x, ElementType.Float);

    private static string Truth(ModelBuilder builder, string x) => Cast(builder, builder.Relu(x), ElementType.Bool);

    private static string Integer(ModelBuilder builder, string x) =>
        Cast(builder, builder.Node("Mul", [x, builder.Constant($"{x}.ten", [], [10])]), ElementType.Int32);

    private static string Rounded(ModelBuilder builder, string x) => builder.Node("Round", [x]);

    private static string Reversed(ModelBuilder builder, string x) =>
        builder.Node("Gather", [x, builder.Int64s("reversed", 3, 2, 1, 0)], ("axis", 1L));
}
