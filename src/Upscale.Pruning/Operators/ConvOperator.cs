using System.Collections.Immutable;
using Upscale.Onnx;
using Upscale.Pruning.Channels;
using Upscale.Pruning.Rewriting;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Operators;

/// <summary>Convolution: X [N, C, D1…], W [O, C/group, k1…], B [O] -> Y [N, O, E1…], in one to three spatial dimensions or more.</summary>
internal sealed class ConvOperator : Operator
{
    public override ImmutableArray<string> OpTypes { get; } = ["Conv", "com.microsoft:FusedConv"];

    internal override void InferShapes(ShapeContext context) => context.Set(0, OutputShape(context, context.Input(1)));

    /// <summary>Shape of Y.</summary>
    /// <returns>null when the rank of W is not known.</returns>
    /// <exception cref="UpscaleException">UPS1101: X, W and the attributes do not fit each other.</exception>
    public static Shape? OutputShape(ShapeContext context, Shape? weight)
    {
        if (weight is not { Rank: >= 2 } || context.Input(0) is not { } input)
        {
            return weight is { Rank: >= 2 } ? DimArithmetic.OfRank(weight.Rank).With(1, weight[0]) : null;
        }

        context.RequireSame(weight.Rank, input.Rank, "axes, as many as its weight has");
        context.RequireSame(weight[1].Times(context.Node.Int("group", 1)), input[1], "input channels");
        var window = SpatialWindow.Read(context, weight.Skip(2));
        return new([input[0], weight[0], .. input.Skip(2).Select((dim, axis) => window.Output(axis, dim))]);
    }

    internal override Labels Labels(OperatorContext context) =>
        AddsToGroups(context)
            ? Pinned("it adds a tensor to a grouped convolution")
            : GroupedConvolution.Labels(context, ordinary: "_I., OI., O, _O. -> _O.");

    internal override void Propagate(ChannelFlow flow)
    {
        if (AddsToGroups(flow.Context) || !GroupedConvolution.Propagate(flow, transposed: false))
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

    /// <summary>FusedConv adds its fourth input to the result.</summary>
    private static bool AddsToGroups(OperatorContext context) => context.HasInput(3) && context.Node.Int("group", 1) != 1;
}
