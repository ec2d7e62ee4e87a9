using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Upscale.Onnx;
using Upscale.Pruning.Channels;

namespace Upscale.Pruning.Importance;

/// <summary>
/// Follows every channel from the BatchNormalization that makes it to its readers: through activations, pooling, Concat, Split, Reshape.
/// What weighs the channel once more (a depthwise convolution, a factor per channel) or adds another one to it makes a channel of its own.
/// </summary>
internal sealed class NormalisationTrace
{
    private readonly ChannelAnalysis _analysis;
    private readonly Dictionary<Value, ChannelNormalisation?[]> _made = [];
    private readonly HashSet<Node> _weighing = [];

    private NormalisationTrace(ChannelAnalysis analysis) => _analysis = analysis;

    /// <summary>Follows all channels of a graph, in time linear in nodes and channels.</summary>
    public static NormalisationTrace Run(AnalysedGraph graph)
    {
        var trace = new NormalisationTrace(graph.Channels);
        trace.FindWeighing();
        var scales = graph.Channels.Bindings
            .Where(binding => binding is { Node: { OpType: "BatchNormalization", Domain: "" }, InputIndex: 1 })
            .ToDictionary(binding => binding.Node);
        foreach (var node in graph.Model.Graph.Nodes)
        {
            if (scales.TryGetValue(node, out var scale))
            {
                trace.Make(scale);
            }
            else if (!trace._weighing.Contains(node))
            {
                trace.Carry(node);
            }
        }

        return trace;
    }

    /// <returns>[channels].</returns>
    public ImmutableArray<ChannelNormalisation?> Of(Consumer consumer)
    {
        var made = MadeOf(consumer.Activation);
        var result = new ChannelNormalisation?[consumer.Channels.UnitCount];
        var seen = new bool[result.Length];
        for (var position = 0; position < made.Length; position++)
        {
            var unit = consumer.Channels.Units[position];
            result[unit] = seen[unit] ? ChannelNormalisation.Common(result[unit], made[position]) : made[position];
            seen[unit] = true;
        }

        return [.. result];
    }

    /// <summary>A slope for negative values (PRelu) leaves the scale of the others as it is.</summary>
    private void FindWeighing()
    {
        foreach (var node in _analysis.Bindings.Select(binding => binding.Node).Where(node => node.OpType != "PRelu"))
        {
            _weighing.Add(node);
            foreach (var output in node.Outputs.OfType<Value>().Where(output => _analysis.ChannelsOf(output) is null))
            {
                _weighing.UnionWith(output.Uses.Select(use => use.Node));
            }
        }
    }

    private void Make(WeightBinding binding)
    {
        var (scale, shift) = (binding.Node.Input(1)?.Constant?.ToFloats(), binding.Node.Input(2)?.Constant?.ToFloats());
        if (scale is null || shift is null || binding.Node.Outputs is not [{ } output, ..] || _analysis.ChannelsOf(output) is not { } channels)
        {
            return;
        }

        var inner = binding.Channels.Extents.Skip(binding.ChannelAxis + 1).Aggregate(1, (product, extent) => product * extent);
        var made = new ChannelNormalisation?[channels.List.Count];
        for (var position = 0; position < made.Length; position++)
        {
            var channel = position / inner % scale.Length;
            made[position] = new(binding.Node, channel, scale[channel], shift[channel], Rectified: false);
        }

        _made[output] = made;
    }

    private void Carry(Node node)
    {
        var inputs = node.Inputs.OfType<Value>().Distinct().Where(input => _analysis.ChannelsOf(input) is not null).ToArray();
        if (!inputs.Any(_made.ContainsKey))
        {
            return;
        }

        var bySlot = BySlot(inputs);
        var rectifies = Rectifies(node);
        foreach (var output in node.Outputs.OfType<Value>())
        {
            if (_analysis.ChannelsOf(output) is { } channels)
            {
                var joined = inputs.Length > 1 ? Joined(bySlot.Keys, channels.List) : [];
                _made[output] = [.. channels.List.Slots.ToArray()
                    .Select(slot => joined.Contains(_analysis.Root(slot)) ? null : bySlot.GetValueOrDefault(slot))
                    .Select(made => made is { } one ? one with { Rectified = one.Rectified || rectifies } : made)];
            }
        }
    }

    private Dictionary<int, ChannelNormalisation?> BySlot(IEnumerable<Value> inputs)
    {
        var bySlot = new Dictionary<int, ChannelNormalisation?>();
        foreach (var input in inputs)
        {
            var slots = _analysis.ChannelsOf(input)!.List.Slots;
            var made = MadeOf(input);
            for (var position = 0; position < slots.Length; position++)
            {
                ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(bySlot, slots[position], out var exists);
                known = exists ? ChannelNormalisation.Common(known, made[position]) : made[position];
            }
        }

        return bySlot;
    }

    /// <summary>Roots of channels that an output has only as a sum or product with another one.</summary>
    private HashSet<int> Joined(IEnumerable<int> slots, SlotList output) =>
        [.. slots.Except(output.Slots.ToArray()).Select(_analysis.Root)];

    private static bool Rectifies(Node node) => node.OpType switch
    {
        "Relu" => true,
        "Clip" => (node.HasAttribute("min") ? node.Float("min", -1) : node.Input(1)?.Constant?.ToFloats() is [var low] ? low : -1) == 0,
        _ => false,
    };

    private ChannelNormalisation?[] MadeOf(Value value) =>
        _made.GetValueOrDefault(value) ?? new ChannelNormalisation?[_analysis.ChannelsOf(value)?.List.Count ?? 0];
}
