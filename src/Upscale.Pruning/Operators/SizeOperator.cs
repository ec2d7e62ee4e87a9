using System.Collections.Immutable;
using Upscale.Onnx;
using Upscale.Pruning.Channels;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Operators;

/// <summary>The number of elements of a tensor of any rank -> scalar.</summary>
internal sealed class SizeOperator : Operator
{
    public override ImmutableArray<string> OpTypes { get; } = ["Size"];

    internal override void InferShapes(ShapeContext context)
    {
        context.Set(0, Shape.Scalar);
        if (context.Input(0) is { } input)
        {
            var origins = Enumerable.Range(0, input.Rank).Select(axis => SizeOrigins.Of(new(context.Node.Input(0)!, axis)));
            context.SetSizes(0, new([new SizeTerm(input.ElementCount, null, SizeOrigins.Union(origins))], []));
        }
    }

    internal override bool FollowsRepeats => true;

    /// <summary>Reads extents, no elements: nothing is carried and nothing pinned; the size it makes is followed by its origins.</summary>
    internal override Labels Labels(OperatorContext context) => ". -> .";

    internal override void Propagate(ChannelFlow flow)
    {
    }
}
