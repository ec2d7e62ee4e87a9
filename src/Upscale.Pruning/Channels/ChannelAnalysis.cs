using System.Collections.Frozen;
using System.Collections.Immutable;
using Upscale.Onnx;

namespace Upscale.Pruning.Channels;

/// <summary>Who makes, carries, joins and reads every channel of a graph, and what is held.</summary>
internal sealed class ChannelAnalysis
{
    private readonly FrozenDictionary<Value, ChannelSlots> _channels;
    private readonly int[] _roots;
    private readonly bool[] _pinned;

    public ChannelAnalysis(
        FrozenDictionary<Value, ChannelSlots> channels,
        int[] roots,
        ImmutableArray<Producer> producers,
        ImmutableArray<Consumer> consumers,
        ImmutableArray<WeightBinding> bindings,
        ImmutableArray<Pin> pins,
        ImmutableArray<SlotConstraint> constraints)
    {
        _channels = channels;
        _roots = roots;
        Producers = producers;
        Consumers = consumers;
        Bindings = bindings;
        Pins = pins;
        Constraints = constraints;
        Lists = [.. producers.Select(producer => producer.Channels)
            .Concat(channels.OrderBy(pair => pair.Key.Name, StringComparer.Ordinal).Select(pair => pair.Value.List))
            .Distinct()];
        _pinned = new bool[roots.Length];
        foreach (var slot in pins.SelectMany(pin => pin.Channels.Slots.ToArray()))
        {
            _pinned[roots[slot]] = true;
        }
    }

    /// <summary>Number of slots; each is represented by its <see cref="Root"/>.</summary>
    public int SlotCount => _roots.Length;

    public ImmutableArray<Producer> Producers { get; }

    public ImmutableArray<Consumer> Consumers { get; }

    public ImmutableArray<WeightBinding> Bindings { get; }

    public ImmutableArray<Pin> Pins { get; }

    public ImmutableArray<SlotConstraint> Constraints { get; }

    /// <summary>Channels that graph inputs bring in an order of their own.</summary>
    public ImmutableArray<GivenOrder> Given { get; init; } = [];

    /// <summary>Every distinct list of slots that a tensor of the graph carries.</summary>
    public ImmutableArray<SlotList> Lists { get; }

    /// <summary>Channels of a value; null when it is not tracked.</summary>
    public ChannelSlots? ChannelsOf(Value value) => _channels.GetValueOrDefault(value);

    /// <summary>The slot that stands for all slots joined with this one.</summary>
    public int Root(int slot) => _roots[slot];

    /// <summary>Whether something needs this slot whatever the consumers keep.</summary>
    public bool IsPinned(int root) => _pinned[root];
}
