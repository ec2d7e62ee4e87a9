using Upscale.Onnx;
using Upscale.Pruning.Inspection;
using Upscale.Pruning.Tests.Channels;

namespace Upscale.Pruning.Tests.Inspection;

public sealed class InspectorTests
{
    private static readonly ModelInspection Inspection = Inspector.Inspect(Analysed.Model(Build));

    [Fact]
    public void Figures_count_parameters_bytes_multiply_adds_and_nodes()
    {
        const int Parameters = (3 * 8) + 8 + (8 * 4) + 4 + (8 * 4) + 4;
        const int Macs = ((3 * 8) + (8 * 4) + (8 * 4)) * 16;

        Assert.Equal(new ModelFigures(Parameters, Parameters * 4, Macs, 5), Inspection.Figures);
    }

    [Fact]
    public void Consumers_name_their_segment_channels_and_multiply_adds() =>
        Assert.Equal(
            [
                new ConsumerInspection("Conv 'conv_2'", 0, 8, 0, 8 * 4 * 16),
                new ConsumerInspection("Conv 'conv_3'", 0, 8, 0, 8 * 4 * 16),
            ],
            Inspection.Consumers.AsEnumerable());

    [Fact]
    public void Segments_name_who_makes_and_reads_them()
    {
        Assert.Equal(2, Inspection.Segments.Length);
        AssertSegment(Inspection.Segments[0], 0, 8, 0, "Conv 'conv_0'", "Conv 'conv_2', Conv 'conv_3'");
        AssertSegment(Inspection.Segments[1], 1, 4, 4, "Conv 'conv_2', Conv 'conv_3'", "");
    }

    [Fact]
    public void Pins_name_the_tensor_and_the_reason() =>
        Assert.Equal([new PinInspection("add_4", null, 4, "graph output")], Inspection.Pins.AsEnumerable());

    [Fact]
    public void Multiply_adds_of_consumers_that_are_held_are_not_prunable()
    {
        Assert.Equal(2 * 8 * 4 * 16, Inspection.PrunableMacs);
        Assert.Equal(0, Inspector.Inspect(Analysed.Model(builder =>
        {
            var x = builder.Conv(builder.Input("x", 1, 3, 4, 4), 3, 8, 1);
            builder.Output(x);
            builder.Output(builder.Conv(x, 8, 4, 1));
        })).PrunableMacs);
    }

    [Fact]
    public void A_report_tells_before_from_after()
    {
        var model = Analysed.Model(Build);
        var report = Pruner.Prune(model, new() { Ratio = 0.5, Round = 1, Mode = PruningMode.Constrained }).Report;

        Assert.Equal(Inspection.Figures, report.Before);
        Assert.Equal((3 * 4) + 4 + (4 * 4) + 4 + (4 * 4) + 4, report.After.Parameters);
        Assert.Equal(((3 * 4) + (4 * 4) + (4 * 4)) * 16, report.After.Macs);
        Assert.Equal(["Conv 'conv_2': 4 of 8", "Conv 'conv_3': 4 of 8"], report.Consumers.Select(row => $"{row.Node}: {row.Read} of {row.Channels}"));
        Assert.Equal(["add_4: 'add_4' keeps all 4 channels: graph output"], report.Refusals.Select(refusal => $"{refusal.Node}: {refusal.Reason}"));
    }

    private static void Build(ModelBuilder builder)
    {
        var x = builder.Relu(builder.Conv(builder.Input("x", 1, 3, 4, 4), 3, 8, 1));
        builder.Output(builder.Add(builder.Conv(x, 8, 4, 1), builder.Conv(x, 8, 4, 1)));
    }

    private static void AssertSegment(SegmentInspection segment, int number, int channels, int pinned, string producers, string consumers)
    {
        Assert.Equal((number, channels, pinned), (segment.Number, segment.Channels, segment.PinnedChannels));
        Assert.Equal(producers, string.Join(", ", segment.Producers));
        Assert.Equal(consumers, string.Join(", ", segment.Consumers));
    }
}
