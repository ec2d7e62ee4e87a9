using System.Collections.Frozen;
using System.Collections.Immutable;
using Upscale.Onnx;

namespace Upscale.Pruning.Channels;

/// <summary>Collects what the operators record; <see cref="Build"/> closes it.</summary>
internal sealed class AnalysisBuilder
{
    private readonly DisjointSets _slots = new();
    private readonly Dictionary<Value, ChannelSlots> _channels = [];
    private readonly ImmutableArray<Producer>.Builder _producers = ImmutableArray.CreateBuilder<Producer>();
    private readonly ImmutableArray<Consumer>.Builder _consumers = ImmutableArray.CreateBuilder<Consumer>();
    private readonly ImmutableArray<WeightBinding>.Builder _bindings = ImmutableArray.CreateBuilder<WeightBinding>();
    private readonly ImmutableArray<Pin>.Builder _pins = ImmutableArray.CreateBuilder<Pin>();
    private readonly ImmutableArray<SlotConstraint>.Builder _constraints = ImmutableArray.CreateBuilder<SlotConstraint>();
    private readonly ImmutableArray<GivenOrder>.Builder _given = ImmutableArray.CreateBuilder<GivenOrder>();

    public ChannelSlots? ChannelsOf(Value value) => _channels.GetValueOrDefault(value);

    public void SetChannels(Value value, ChannelSlots channels)
    {
        _channels[value] = channels;
        if (channels.Axes.Length > 1)
        {
            _constraints.Add(new ProductSet(channels.List, channels.Extents));
        }
    }

    public SlotList Produce(Node node, int count)
    {
        var channels = SlotList.Consecutive(_slots.Add(count), count);
        _producers.Add(new(node, channels));
        _constraints.Add(new NonEmpty(channels));
        return channels;
    }

    /// <summary>Slots of a graph input that a Gather reorders: they survive, in any order.</summary>
    public SlotList Give(Value input, Node gather, ImmutableArray<int> places)
    {
        var channels = Produce(gather, places.Length);
        _pins.Add(new(input, gather, "graph input", channels, KeepsOrder: false));
        _given.Add(new(gather, channels, places));
        return channels;
    }

    /// <summary>Slots of a tensor whose channels nobody follows: they survive where they are.</summary>
    public SlotList Hold(Value value, Node node, int count, string reason)
    {
        var channels = SlotList.Consecutive(_slots.Add(count), count);
        _pins.Add(new(value, node, reason, channels, KeepsOrder: true));
        return channels;
    }

    public void Join(SlotList left, SlotList right)
    {
        for (var i = 0; i < left.Count && !ReferenceEquals(left, right); i++)
        {
            _slots.Union(left.Slots[i], right.Slots[i]);
        }
    }

    public void Join(int left, int right) => _slots.Union(left, right);

    public void Pin(Pin pin) => _pins.Add(pin);

    public void Bind(WeightBinding binding) => _bindings.Add(binding);

    public void Consume(Consumer consumer, WeightBinding binding)
    {
        _consumers.Add(consumer);
        _bindings.Add(binding);
    }

    public void Require(SlotConstraint constraint) => _constraints.Add(constraint);

    public ChannelAnalysis Build()
    {
        var roots = new int[_slots.Count];
        for (var slot = 0; slot < roots.Length; slot++)
        {
            roots[slot] = _slots.Find(slot);
        }

        return new(
            _channels.ToFrozenDictionary(),
            roots,
            _producers.ToImmutable(),
            _consumers.ToImmutable(),
            _bindings.ToImmutable(),
            _pins.ToImmutable(),
            _constraints.ToImmutable())
        {
            Given = _given.ToImmutable(),
        };
    }
}
