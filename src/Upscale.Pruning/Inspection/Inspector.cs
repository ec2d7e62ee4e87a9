using System.Collections.Immutable;
using Upscale.Onnx;
using Upscale.Pruning.Channels;

namespace Upscale.Pruning.Inspection;

/// <summary>Reports what a model's channels are made, read and held by.</summary>
public static class Inspector
{
    /// <summary>Inspects a model.</summary>
    /// <exception cref="UpscaleException">UPS11xx: the model's shapes contradict each other.</exception>
    public static ModelInspection Inspect(Model model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var graph = AnalysedGraph.Read(model, preserveOutputOrder: false);
        var segments = Segments.Find(graph.Channels);
        var consumers = graph.Channels.Consumers.Select(consumer => Describe(consumer, graph, segments)).ToImmutableArray();
        return new(
            ModelFigures.Of(graph),
            consumers.Where(consumer => consumer.PinnedChannels < consumer.Channels).Sum(consumer => consumer.Macs),
            Describe(segments, graph.Channels),
            consumers,
            [.. graph.Channels.Pins
                .Select(pin => new PinInspection(pin.Value.Name, pin.Node?.Label, pin.Channels.Count, pin.Reason))
                .Distinct()]);
    }

    private static ConsumerInspection Describe(Consumer consumer, AnalysedGraph graph, Segments segments)
    {
        var roots = UnitRoots.Of(consumer.Channels, graph.Channels);
        return new(
            consumer.Node.Label,
            segments.SegmentOf(roots[0]),
            roots.Length,
            roots.Count(graph.Channels.IsPinned),
            graph.Macs(consumer.Node));
    }

    private static ImmutableArray<SegmentInspection> Describe(Segments segments, ChannelAnalysis channels)
    {
        var roots = Enumerable.Range(0, channels.SlotCount).Where(slot => channels.Root(slot) == slot).ToLookup(segments.SegmentOf);
        var producers = channels.Producers.ToLookup(
            producer => SegmentOf(producer.Channels, channels, segments), producer => producer.Node.Label);
        var consumers = channels.Consumers.ToLookup(
            consumer => SegmentOf(consumer.Channels, channels, segments), consumer => consumer.Node.Label);
        return [.. Enumerable.Range(0, segments.Count).Select(number => new SegmentInspection(
            number,
            roots[number].Count(),
            [.. producers[number]],
            [.. consumers[number]],
            roots[number].Count(channels.IsPinned)))];
    }

    private static int SegmentOf(SlotList list, ChannelAnalysis channels, Segments segments) =>
        segments.SegmentOf(channels.Root(list.Slots[0]));
}
