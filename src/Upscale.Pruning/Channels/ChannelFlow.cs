using System.Collections.Immutable;
using Upscale.Onnx;
using Upscale.Pruning.Operators;

namespace Upscale.Pruning.Channels;

/// <summary>What an operator sees and records while channels flow through one node.</summary>
internal sealed class ChannelFlow(OperatorContext context, AnalysisBuilder builder)
{
    public OperatorContext Context { get; } = context;

    public Node Node => Context.Node;

    /// <summary>Channels of an input; null when it is absent, constant or untracked.</summary>
    public ChannelSlots? Input(int index) => Node.Input(index) is { } value ? builder.ChannelsOf(value) : null;

    /// <summary>An input that is computed, whether its channels are tracked or not.</summary>
    public bool IsActivation(int index) => Context.HasInput(index) && Context.Constant(index) is null;

    public void Output(int index, ChannelSlots channels)
    {
        if (index < Node.Outputs.Count && Node.Outputs[index] is { } value)
        {
            builder.SetChannels(value, channels);
        }
    }

    /// <summary>New channels that this node makes.</summary>
    public SlotList Produce(int count) => builder.Produce(Node, count);

    /// <summary>Channels of a graph input that this node puts in another order.</summary>
    /// <param name="places">For each channel of the result: where the input has it.</param>
    public SlotList Give(ImmutableArray<int> places) => builder.Give(Node.Input(0)!, Node, places);

    /// <summary>Channels of an input that is not tracked: they survive where they are.</summary>
    public SlotList Hold(int input, int count, string reason) => builder.Hold(Node.Input(input)!, Node, count, reason);

    /// <summary>Channel i of one is channel i of the other from here on.</summary>
    public void Join(SlotList left, SlotList right) => builder.Join(left, right);

    /// <summary>Two slots live and die together from here on.</summary>
    public void Join(int left, int right) => builder.Join(left, right);

    public void Pin(int input, string reason)
    {
        if (Input(input) is { } channels)
        {
            builder.Pin(new(Node.Input(input)!, Node, reason, channels.List, KeepsOrder: true));
        }
    }

    public void PinAll(string reason)
    {
        for (var input = 0; input < Node.Inputs.Count; input++)
        {
            Pin(input, reason);
        }
    }

    /// <summary>An axis of a constant input is cut with channels.</summary>
    public void Bind(int input, int axis, ChannelSlots channels, int channelAxis = 0, int groups = 1)
    {
        if (Node.Input(input)!.Constant is not null)
        {
            builder.Bind(new(Node, input, axis, channels, channelAxis, groups));
            return;
        }

        var dequantise = Node.Input(input)!.Producer!;
        builder.Bind(new(dequantise, 0, axis, channels, channelAxis, groups));
        BindScales(dequantise, axis, channels, channelAxis);
    }

    /// <summary>Constant weights are contracted with the channels of an activation.</summary>
    public void Consume(int activationInput, int weightInput, int weightAxis, int groups = 1, int channelGroups = 1)
    {
        var channels = Input(activationInput)!;
        var site = WeightSite.Of(Context, weightInput)!;
        var consumer = new Consumer(
            Node, activationInput, channels.SingleAxis!.Value, weightInput, weightAxis, groups, channels.List, site)
        {
            ChannelGroups = channelGroups,
        };
        builder.Consume(consumer, new(site.Node, site.Input, weightAxis, channels, Groups: groups, Consumer: consumer));
        if (site.Node != Node)
        {
            BindScales(site.Node, weightAxis, channels, 0);
        }
    }

    private void BindScales(Node dequantise, int axis, ChannelSlots channels, int channelAxis)
    {
        var rank = dequantise.Input(0)!.Constant!.Dims.Length;
        for (var input = 1; input <= 2; input++)
        {
            if (dequantise.Input(input)?.Constant is { Dims: [> 1] } && OperatorContext.Axis(dequantise.Int("axis", 1), rank) == axis)
            {
                builder.Bind(new(dequantise, input, 0, channels, channelAxis));
            }
        }
    }

    public void Require(SlotConstraint constraint) => builder.Require(constraint);
}
