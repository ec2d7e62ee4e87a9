using System.Collections.Immutable;
using Upscale.Pruning.Costs;

namespace Upscale.Execution.Profiling;

/// <summary>The widths at which layers of one kind are measured: from the block to the widest layer, twice as much each time.</summary>
/// <param name="Sample">A layer of that kind.</param>
/// <param name="Inputs">Ascending.</param>
/// <param name="Outputs">Ascending.</param>
internal sealed record ProbeGrid(Layer Sample, ImmutableArray<int> Inputs, ImmutableArray<int> Outputs)
{
    private const int NarrowestProduct = 32;

    /// <summary>The grid that covers some layers.</summary>
    /// <param name="layers">Of one kind.</param>
    public static ProbeGrid Covering(IReadOnlyCollection<Layer> layers, BlockedLayout layout)
    {
        var (inputs, outputs) = (layers.Max(layer => layer.Inputs), layers.Max(layer => layer.Outputs));
        return layers.First() switch
        {
            ConvolutionLayer { IsDepthwise: true } sample => new(sample, [1], Doubling(layout.Block, layout.Ceiling(outputs))),
            ConvolutionLayer { Groups: 1 } sample => new(
                sample,
                [.. layers.Select(layer => layer.Inputs).Where(width => width < layout.Block).Distinct().Order(), .. Wide(inputs, layout)],
                Sets(outputs, layout)),
            ConvolutionLayer sample => new(sample, PerGroup(inputs, sample.Groups, layout), PerGroup(outputs, sample.Groups, layout)),
            var sample => new(sample, Doubling(NarrowestProduct, inputs), Doubling(NarrowestProduct, outputs)),
        };
    }

    /// <summary>The grid that covers what this one and a table cover.</summary>
    public ProbeGrid Including(LayerTimes times, BlockedLayout layout) => Covering(
        [.. Inputs.Concat(times.Inputs).Select(inputs => At(inputs, Math.Max(Outputs[^1], times.Outputs[^1])))], layout);

    /// <summary>The layer at a point of the grid.</summary>
    public Layer At(int inputs, int outputs) => Sample switch
    {
        ConvolutionLayer { IsDepthwise: true } sample => sample with { InputChannels = outputs, OutputChannels = outputs, Groups = outputs },
        ConvolutionLayer sample => sample with { InputChannels = inputs, OutputChannels = outputs },
        ProductLayer sample => sample with { InputChannels = inputs, OutputChannels = outputs },
        _ => throw new InvalidOperationException($"no grid is known for {Sample}"),
    };

    private static ImmutableArray<int> Wide(int widest, BlockedLayout layout) =>
        widest < layout.Block ? [] : Doubling(layout.Block, layout.Ceiling(widest));

    /// <summary>Every block of one set, then whole sets.</summary>
    private static ImmutableArray<int> Sets(int widest, BlockedLayout layout)
    {
        var blocks = Enumerable.Range(1, (Math.Min(layout.Set, layout.Ceiling(widest)) / layout.Block)).Select(count => count * layout.Block);
        var sets = new BlockedLayout(layout.Set);
        return [.. blocks, .. widest <= layout.Set ? [] : Doubling(2 * layout.Set, sets.Ceiling(widest))];
    }

    private static ImmutableArray<int> PerGroup(int widest, int groups, BlockedLayout layout) =>
        [.. Doubling(Math.Min(layout.Block, widest / groups), widest / groups).Select(width => width * groups)];

    private static ImmutableArray<int> Doubling(int from, int to)
    {
        var widths = ImmutableArray.CreateBuilder<int>();
        for (var width = from; width < to; width *= 2)
        {
            widths.Add(width);
        }

        widths.Add(to);
        return widths.ToImmutable();
    }
}
