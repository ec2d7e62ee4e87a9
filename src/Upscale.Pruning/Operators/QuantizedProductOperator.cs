using System.Collections.Immutable;
using Upscale.Onnx;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Operators;

/// <summary>Convolutions and matrix products of integers: shapes of Conv and MatMul, with the weight as input 1 or, behind scale and zero point, 3.</summary>
internal sealed class QuantizedProductOperator : Operator
{
    private static readonly ImmutableDictionary<string, (int Weight, Func<ShapeContext, Shape?, Shape?> OutputShape)> Products =
        ImmutableDictionary.CreateRange<string, (int Weight, Func<ShapeContext, Shape?, Shape?> OutputShape)>(
        [
            new("ConvInteger", (1, ConvOperator.OutputShape)),
            new("MatMulInteger", (1, MatMulOperator.OutputShape)),
            new("QLinearConv", (3, ConvOperator.OutputShape)),
            new("QLinearMatMul", (3, MatMulOperator.OutputShape)),
        ]);

    public override ImmutableArray<string> OpTypes { get; } = [.. Products.Keys.Order(StringComparer.Ordinal)];

    internal override void InferShapes(ShapeContext context)
    {
        var (weight, outputShape) = Products[context.Node.OpType];
        context.Set(0, outputShape(context, context.Input(weight)));
    }

    /// <summary>As for the product of floats; one scale and zero point of the weights per output channel follow it.</summary>
    internal override Labels Labels(OperatorContext context)
    {
        var convolution = context.Node.OpType is "ConvInteger" or "QLinearConv";
        if ((convolution && context.Node.Int("group", 1) != 1) || context.Input(Products[context.Node.OpType].Weight) is not { } weight)
        {
            return Pinned("its groups tie the positions of channels");
        }

        var (activation, weights, output) = convolution ? ("_I.", "OI.", "_O.") : (".I", weight.Rank == 2 ? "IO" : ".", weight.Rank == 2 ? ".O" : ".");
        return context.Node.OpType switch
        {
            "QLinearConv" => $"{activation}, ., ., {weights}, {PerOutput(context, 4)}, {PerOutput(context, 5)}, ., ., O -> {output}",
            "QLinearMatMul" => $"{activation}, ., ., {weights}, {PerOutput(context, 4)}, {PerOutput(context, 5)}, ., . -> {output}",
            _ => $"{activation}, {weights}, ., {PerOutput(context, 3)} -> {output}",
        };
    }

    internal override (int? Scale, int ZeroPoint)? WeightScale(OperatorContext context, int input) =>
        input != Products[context.Node.OpType].Weight ? null : input == 3 ? (4, 5) : (null, 3);

    private static string PerOutput(OperatorContext context, int input) =>
        context.Input(input) is { Rank: 1 } scales && scales[0] != 1L ? "O" : ".";
}
