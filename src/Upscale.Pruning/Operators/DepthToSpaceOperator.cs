using System.Collections.Immutable;
using Upscale.Onnx;
using Upscale.Pruning.Channels;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Operators;

/// <summary>Moves blocks of channels into space: [N, C·b², H, W] -> [N, C, H·b, W·b]; SpaceToDepth is its inverse.</summary>
internal sealed class DepthToSpaceOperator : Operator
{
    public override ImmutableArray<string> OpTypes { get; } = ["DepthToSpace", "SpaceToDepth"];

    internal override void InferShapes(ShapeContext context)
    {
        var block = context.Node.Int("blocksize", 0);
        if (context.Input(0) is not { Rank: 4 } input)
        {
            return;
        }

        if (block < 1)
        {
            throw context.Contradiction("a positive blocksize", $"{block}");
        }

        var area = checked(block * block);
        context.Set(0, context.Node.OpType == "DepthToSpace"
            ? new(input[0], Divide(context, input[1], area), input[2].Times(block), input[3].Times(block))
            : new(input[0], input[1].Times(area), Divide(context, input[2], block), Divide(context, input[3], block)));
    }

    internal override Labels Labels(OperatorContext context) => Pinned("it exchanges blocks of channels and positions");

    /// <summary>The channels that make one output channel live and die together; SpaceToDepth repeats every channel.</summary>
    internal override void Propagate(ChannelFlow flow)
    {
        var area = (int)Math.Min(flow.Node.Int("blocksize", 0) * flow.Node.Int("blocksize", 0), int.MaxValue);
        if (flow.Input(0) is not { SingleAxis: 1, List: var list } || area == 0)
        {
            base.Propagate(flow);
        }
        else if (flow.Node.OpType == "SpaceToDepth")
        {
            flow.Output(0, new(1, SlotList.Concat([.. Enumerable.Repeat(list, area)])));
        }
        else
        {
            var rows = flow.Node.Text("mode", "DCR") == "DCR";
            var channels = list.Count / area;
            var blocks = Enumerable.Range(0, area).Select(block => list.Select(
                [.. Enumerable.Range(0, channels).Select(channel => rows ? (block * channels) + channel : (channel * area) + block)])).ToArray();
            foreach (var block in blocks)
            {
                flow.Join(blocks[0], block);
            }

            flow.Output(0, new(1, blocks[0]));
        }
    }

    private static Dim Divide(ShapeContext context, Dim dim, long divisor) => dim.Map(size => size % divisor == 0
        ? size / divisor
        : throw context.Contradiction($"a multiple of {divisor}", $"{size}"));
}
