using System.Collections.Immutable;

namespace Upscale.Pruning.Tests.Channels.Perturbation;

/// <summary>Uses of every operator of the catalog.</summary>
internal static class OperatorCases
{
    public static ImmutableArray<OperatorCase> All { get; } = [.. ElementwiseCases.All, .. LayerCases.All, .. AxisCases.All];

    /// <summary>Operators that no case runs, and why.</summary>
    public static ImmutableSortedDictionary<string, string> Without { get; } = ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, new Dictionary<string, string>
    {
        ["Bernoulli"] = "random",
        ["Constant"] = "has no inputs",
        ["ConvInteger"] = "reads integers, which no producer makes",
        ["Loop"] = "pinned like If",
        ["MatMulInteger"] = "reads integers, which no producer makes",
        ["NonMaxSuppression"] = "reads boxes, not channels",
        ["QLinearConv"] = "reads integers, which no producer makes",
        ["QLinearMatMul"] = "reads integers, which no producer makes",
        ["RandomNormalLike"] = "random",
        ["RandomUniformLike"] = "random",
        ["Scan"] = "pinned like If",
        ["Swish"] = "opset 24, which the format does not read yet",
        ["com.microsoft:DequantizeLinear"] = "the same as in the default domain",
        ["com.microsoft:GroupNorm"] = "runs on other processors only",
        ["com.microsoft:QLinearAdd"] = "reads integers, which no producer makes",
        ["com.microsoft:QLinearGlobalAveragePool"] = "reads integers, which no producer makes",
        ["com.microsoft:QLinearLeakyRelu"] = "reads integers, which no producer makes",
        ["com.microsoft:QLinearMul"] = "reads integers, which no producer makes",
        ["com.microsoft:QLinearSigmoid"] = "reads integers, which no producer makes",
        ["com.microsoft:QuantizeLinear"] = "the same as in the default domain",
    });
}
