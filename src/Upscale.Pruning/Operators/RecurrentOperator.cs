using System.Collections.Immutable;
using Upscale.Onnx;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Operators;

/// <summary>Recurrent layers: X [sequence, batch, input], W [directions, gates·hidden, input], R [directions, gates·hidden, hidden]
/// -> Y [sequence, directions, batch, hidden], last states [directions, batch, hidden]; batch first with <c>layout</c> 1.</summary>
internal sealed class RecurrentOperator : Operator
{
    public override ImmutableArray<string> OpTypes { get; } = ["GRU", "LSTM", "RNN"];

    internal override void InferShapes(ShapeContext context)
    {
        if (context.Input(0) is not { Rank: 3 } input || context.Input(2) is not { Rank: 3 } recurrence)
        {
            return;
        }

        var (directions, hidden) = (recurrence[0], recurrence[2]);
        var batchFirst = BatchFirst(context);
        var state = batchFirst ? new Shape(input[0], directions, hidden) : new(directions, input[1], hidden);
        context.Set(0, batchFirst ? new(input[0], input[1], directions, hidden) : new(input[0], directions, input[1], hidden));
        context.Set(1, state);
        context.Set(2, state);
    }

    internal override Labels Labels(OperatorContext context) => Pinned("its gates share the channels of its state");

    /// <summary>Steps times the weights of both matrices, for each element of the batch.</summary>
    internal override long Macs(OperatorContext context) =>
        context.Input(0) is { Rank: 3 } input && context.Input(1)?.ElementCount is { } weights && context.Input(2)?.ElementCount is { } recurrent
            ? OperatorContext.Volume(BatchFirst(context) ? new(input[0], input[1]) : new(input[1], input[0]), weights + recurrent)
            : 0;

    private static bool BatchFirst(OperatorContext context) => context.Node.Int("layout", 0) != 0;
}
