using System.Collections.Immutable;
using Upscale.Pruning.Channels;
using Upscale.Pruning.Rewriting;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Operators;

/// <summary>Convolution: X [N, C, D1…], W [O, C/group, k1…], B [O] -> Y [N, O, E1…], in one to three spatial dimensions or more.</summary>
internal sealed class ConvOperator : Operator
{
    public override ImmutableArray<string> OpTypes { get; } = ["Conv", "ConvInteger", "com.microsoft:FusedConv"];

    internal override void InferShapes(ShapeContext context)
    {
        if (context.Input(1) is not { Rank: >= 2 } weight)
        {
            return;
        }

        var group = context.Node.Int("group", 1);
        if (context.Input(0) is not { } input)
        {
            context.Set(0, DimArithmetic.OfRank(weight.Rank).With(1, weight[0]));
            return;
        }

        context.RequireSame(weight.Rank, input.Rank, "axes, as many as its weight has");
        context.RequireSame(weight[1].Times(group), input[1], "input channels");
        var window = SpatialWindow.Read(context, weight.Skip(2));
        context.Set(0, new([input[0], weight[0], .. input.Skip(2).Select((dim, axis) => window.Output(axis, dim))]));
    }

    internal override Labels Labels(OperatorContext context) =>
        context.Node.OpType != "ConvInteger" ? GroupedConvolution.Labels(context, ordinary: "_I., OI., O, _O. -> _O.")
        : context.HasInput(3) ? Pinned("its weights have a zero point")
        : "_I., OI., . -> _O.";

    internal override void Propagate(ChannelFlow flow)
    {
        if (!GroupedConvolution.Propagate(flow, transposed: false))
        {
            base.Propagate(flow);
        }
    }

    internal override void Fix(FixContext context) => GroupedConvolution.Fix(context);

    /// <summary>Outputs times the weights of one output channel.</summary>
    internal override long Macs(OperatorContext context) =>
        context.Input(1) is { Rank: > 0, ElementCount: { } weights } weight && weights > 0
            ? OperatorContext.Volume(context.Output(0), weights / weight[0].Size)
            : 0;
}
