using Upscale.Onnx;
using Upscale.Pruning.Plans;
using Upscale.Pruning.Tests.Channels;

namespace Upscale.Pruning.Tests.Rewriting;

/// <summary>Joins of channels that one operand lacks.</summary>
public sealed class AbsentChannelTests
{
    private const int Channels = 64;

    [Theory]
    [InlineData(0, 32)]
    [InlineData(32, 64)]
    public void A_range_that_one_operand_lacks_is_padded_with_zeros(int start, int end)
    {
        var pruned = AssertExact(Stream(), [.. Enumerable.Range(start, end - start)]);
        var pad = Assert.Single(pruned.Graph.Nodes, node => node.OpType == "Pad");
        Assert.Equal("Add", pad.Outputs[0]!.Uses[0].Node.OpType);
    }

    [Fact]
    public void Both_ends_can_be_lacking() =>
        Assert.Single(AssertExact(Stream(), [.. Enumerable.Range(0, 16), .. Enumerable.Range(48, 16)]).Graph.Nodes, node => node.OpType == "Pad");

    [Fact]
    public void Channels_here_and_there_are_zero_filters()
    {
        var pruned = AssertExact(Stream(), [.. Enumerable.Range(0, Channels).Where(channel => channel % 3 == 1)]);
        Assert.DoesNotContain(pruned.Graph.Nodes, node => node.OpType == "Pad");
        Assert.Contains(pruned.Graph.Nodes, node => node.OpType == "Conv" && node.Input(1)!.Constant!.Dims is [Channels, Channels, ..]);
    }

    [Theory]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(17)]
    public void The_padding_is_written_for_the_models_opset(long opset) =>
        Assert.Contains(AssertExact(Stream(opset), [.. Enumerable.Range(0, 32)]).Graph.Nodes, node => node.OpType == "Pad");

    [Fact]
    public void A_shift_that_would_make_something_of_nothing_is_zero_too() => AssertExact(
        Analysed.Model(b =>
        {
            var x = b.Conv(b.Input("x", 1, 3, 28, 28), 3, Channels, 1);
            var y = b.Relu(b.Add(b.BatchNormalization(b.Conv(x, Channels, Channels, 3), Channels), b.Uniform("shift", 1, 2, Channels, 1, 1)));
            b.Output(b.Conv(b.Add(x, y), Channels, 3, 1));
        }),
        [.. Enumerable.Range(0, 32)]);

    [Fact]
    public void What_only_pads_a_stream_may_not_lack_its_padding()
    {
        var model = Analysed.Model(b =>
        {
            var x = b.Conv(b.Input("x", 1, 3, 4, 4), 3, 6, 1);
            var padded = b.Node("Pad", [x, b.Int64s("pads", 0, 1, 0, 0, 0, 0, 0, 0), b.Uniform("value", 0.3f, 0.6f)]);
            b.Output(b.Conv(b.BatchNormalization(padded, 7), 7, 3, 1));
        });

        var error = Assert.Throws<UpscaleException>(() => Pruner.Apply(model, Lacking(Pruner.Prune(model, new() { Ratio = 0, Round = 1 }).Plan, [0])));

        Assert.Equal("UPS1302", error.Code);
    }

    [Fact]
    public void A_producer_whose_channels_cannot_be_zero_may_not_lack_any()
    {
        var model = Analysed.Model(b =>
        {
            var x = b.Conv(b.Input("x", 1, 3, 8, 8), 3, Channels, 1);
            b.Output(b.Conv(b.Add(x, b.Node("Sigmoid", [b.Conv(x, Channels, Channels, 1)])), Channels, 3, 1));
        });
        var plan = Lacking(Pruner.Prune(model, new() { Ratio = 0, Round = 1 }).Plan, [0]);

        var error = Assert.Throws<UpscaleException>(() => Pruner.Apply(model, plan));
        Assert.Equal("UPS1302", error.Code);
        Assert.Contains("cannot be made zero", error.Message, StringComparison.Ordinal);
    }

    private static Model Stream(long opset = 17) => Analysed.Model(
        b =>
        {
            var x = b.Relu(b.Conv(b.Input("x", 1, 3, 28, 28), 3, Channels, 3));
            var y = b.BatchNormalization(b.Conv(x, Channels, Channels, 3), Channels);
            b.Output(b.Conv(b.Relu(b.Add(x, y)), Channels, 3, 1));
        },
        opset);

    /// <summary>The second producer lacks channels of the stream.</summary>
    private static Model AssertExact(Model model, int[] absent)
    {
        var plan = Lacking(Pruner.Prune(model, new() { Ratio = 0, Round = 1 }).Plan, absent);
        var result = Pruner.Apply(model, PruningPlan.Parse(plan.ToJson()));
        Oracle.AssertEqual(model, result);
        return result.Model;
    }

    private static PruningPlan Lacking(PruningPlan plan, int[] absent) => plan with
    {
        Producers = [.. plan.Producers.Select((producer, i) => i == 1 ? producer with { Absent = [.. absent] } : producer)],
    };
}
