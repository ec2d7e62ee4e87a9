using System.Collections.Immutable;
using Upscale.Onnx;
using Upscale.Pruning.Channels;
using Upscale.Pruning.Rewriting;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Operators;

/// <summary>Transposed convolution: X [N, C, D1…], W [C, O/group, k1…], B [O] -> Y [N, O, E1…].</summary>
internal sealed class ConvTransposeOperator : Operator
{
    public override ImmutableArray<string> OpTypes { get; } = ["ConvTranspose"];

    internal override void InferShapes(ShapeContext context)
    {
        if (context.Input(1) is not { Rank: >= 2 } weight)
        {
            return;
        }

        var channels = weight[1].Times(context.Node.Int("group", 1));
        if (context.Input(0) is not { } input)
        {
            context.Set(0, DimArithmetic.OfRank(weight.Rank).With(1, channels));
            return;
        }

        context.RequireSame(weight.Rank, input.Rank, "axes, as many as its weight has");
        context.RequireSame(weight[0], input[1], "input channels");
        var window = SpatialWindow.Read(context, weight.Skip(2));
        var sizes = context.Node.Ints("output_shape") is { Length: > 0 } given
            ? given.TakeLast(input.Rank - 2).Select(Dim.Known)
            : input.Skip(2).Select((dim, axis) => window.Transposed(axis, dim));
        context.Set(0, new([input[0], channels, .. sizes]));
    }

    internal override Labels Labels(OperatorContext context) => GroupedConvolution.Labels(context, ordinary: "_I., IO., O -> _O.");

    internal override void Propagate(ChannelFlow flow)
    {
        if (!GroupedConvolution.Propagate(flow, transposed: true))
        {
            base.Propagate(flow);
        }
    }

    internal override void Fix(FixContext context) => GroupedConvolution.Fix(context);

    /// <summary>Inputs times the weights of one input channel.</summary>
    internal override long Macs(OperatorContext context) =>
        context.Input(1) is { Rank: > 0, ElementCount: { } weights } weight && weights > 0
            ? OperatorContext.Volume(context.Input(0), weights / weight[0].Size)
            : 0;
}
