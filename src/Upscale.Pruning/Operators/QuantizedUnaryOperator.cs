using System.Collections.Immutable;
using Upscale.Onnx;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Operators;

/// <summary>Functions and spatial means of one integer tensor [N, C, D1…] with scale and zero point per tensor.</summary>
internal sealed class QuantizedUnaryOperator : Operator
{
    private const string Pool = "QLinearGlobalAveragePool";

    public override ImmutableArray<string> OpTypes { get; } =
        ["com.microsoft:QLinearGlobalAveragePool", "com.microsoft:QLinearLeakyRelu", "com.microsoft:QLinearSigmoid"];

    internal override void InferShapes(ShapeContext context)
    {
        if (context.Node.OpType != Pool)
        {
            context.SetLike(0, 0);
        }
        else if (context.Input(0) is { Rank: > 2 } input && context.Node.Int("channels_last", 0) == 0)
        {
            context.Set(0, new(input.Select((dim, axis) => axis < 2 ? dim : Dim.Known(1))));
        }
    }

    internal override Labels Labels(OperatorContext context) =>
        context.Node.OpType != Pool ? "*, . -> *"
        : context.Node.Int("channels_last", 0) == 0 ? "_C., . -> _C."
        : Pinned("its channels come last");
}
