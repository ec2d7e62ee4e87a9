using System.Runtime.InteropServices;
using Upscale.Onnx;
using Upscale.Pruning.Channels;
using Upscale.Pruning.Layout;
using Upscale.Pruning.Operators;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Rewriting;

/// <summary>What an operator sees while the counts in its attributes and constant inputs are rewritten.</summary>
internal sealed class FixContext(Node node, ShapeTable shapes, ChannelAnalysis analysis, PhysicalLayout layout, ModelPatch patch)
    : OperatorContext(node, shapes)
{
    public ModelPatch Patch { get; } = patch;

    /// <summary>Channels of an input before pruning; null when it is not tracked.</summary>
    public ChannelSlots? InputChannels(int index) => Node.Input(index) is { } value ? analysis.ChannelsOf(value) : null;

    /// <summary>Channels of an output before pruning; null when it is not tracked.</summary>
    public ChannelSlots? OutputChannels(int index) =>
        index < Node.Outputs.Count && Node.Outputs[index] is { } value ? analysis.ChannelsOf(value) : null;

    /// <summary>Original positions that survive, in their new order.</summary>
    public ReadOnlySpan<int> Positions(ChannelSlots channels) => layout.PositionsOf(channels.List);

    /// <summary>Surviving coordinates of one of the channels' axes, in their new order.</summary>
    public ReadOnlySpan<int> PositionsOn(ChannelSlots channels, int channelAxis) => layout.PositionsOn(channels, channelAxis);

    /// <summary>Extent of each tracked axis after pruning.</summary>
    public int[] Extents(ChannelSlots channels) => layout.ExtentsOf(channels);

    /// <summary>Shape of a value after pruning.</summary>
    public Shape? NewShape(Value value) => layout.ShapeOf(value, Shapes, analysis);

    /// <summary>Replaces an input by a one-dimensional integer constant of the type it had.</summary>
    public void ReplaceIntegers(int index, IReadOnlyList<long> values) => Replace(index, [values.Count], [.. values]);

    /// <summary>Replaces an input by a scalar integer constant of the type it had.</summary>
    public void ReplaceInteger(int index, long value) => Replace(index, [], [value]);

    private void Replace(int index, IReadOnlyList<long> dims, long[] values)
    {
        var replaced = Node.Input(index);
        var stem = replaced?.Name ?? $"{Node.Outputs[0]!.Name}.counts";
        var tensor = replaced?.ElementType == ElementType.Int32
            ? Tensor.FromBytes(stem, ElementType.Int32, dims, MemoryMarshal.AsBytes(values.Select(value => checked((int)value)).ToArray().AsSpan()).ToArray())
            : Tensor.FromInt64s(stem, dims, values);
        Patch.SetInput(Node, index, Patch.AddInitializer(tensor));
    }
}
