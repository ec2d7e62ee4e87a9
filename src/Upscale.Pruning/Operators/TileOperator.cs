using System.Collections.Immutable;
using Upscale.Onnx;
using Upscale.Pruning.Channels;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Operators;

/// <summary>Repeats X along its axes as input 1 says, and the channels on them.</summary>
internal sealed class TileOperator : Operator
{
    private const long MostChannels = 1 << 24;

    public override ImmutableArray<string> OpTypes { get; } = ["Tile"];

    internal override void InferShapes(ShapeContext context)
    {
        if (context.Input(0) is { } input)
        {
            context.Set(0, new(input.Select((dim, axis) => dim.Times(Repeats(context, input.Rank, axis)))));
        }
    }

    internal override IReadOnlyList<int> SizeInputs => [1];

    internal override Labels Labels(OperatorContext context)
    {
        var letters = Operators.Labels.Axes(context.Input(0)?.Rank ?? 0, axis => Repeats(context, context.Input(0)!.Rank, axis) == 1L);
        return $"{letters}, . -> {letters}";
    }

    /// <summary>A channel axis is repeated as in a Concat with itself.</summary>
    internal override void Propagate(ChannelFlow flow)
    {
        if (flow.Input(0) is not { } channels || flow.Context.Integers(1) is not { } repeats || repeats.Length <= channels.Axes[^1]
            || channels.Axes.Any(axis => repeats[axis] < 1 || repeats[axis] * channels.List.Count > MostChannels))
        {
            base.Propagate(flow);
            return;
        }

        for (var i = 0; i < channels.Axes.Length; i++)
        {
            var extent = channels.Extents[i];
            int[] coordinates = [.. Enumerable.Range(0, (int)repeats[channels.Axes[i]] * extent).Select(position => position % extent)];
            channels = coordinates.Length == extent ? channels : AxisSelection.Apply(channels, i, coordinates, keepAxis: true);
        }

        flow.Output(0, channels);
    }

    private static Dim Repeats(OperatorContext context, int rank, int axis) =>
        context.Sizes(1) is { } repeats && repeats.Terms.Length == rank ? repeats.Terms[axis].Dim : Dim.Unknown;
}
