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

    internal override Labels Labels(OperatorContext context) => Pinned("the zero points of its weights make a removed channel differ from a zero weight");
}
