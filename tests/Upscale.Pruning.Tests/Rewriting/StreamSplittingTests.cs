using Upscale.Onnx;
using Upscale.Pruning.Costs;
using Upscale.Pruning.Layout;
using Upscale.Pruning.Plans;
using Upscale.Pruning.Rewriting;
using Upscale.Pruning.Tests.Channels;

namespace Upscale.Pruning.Tests.Rewriting;

/// <summary>Ranges of streams that are made in parts.</summary>
public sealed class StreamSplittingTests
{
    private const int Channels = 48;
    private const int Block = 16;

    [Fact]
    public void A_layer_is_split_where_that_costs_less_than_copying()
    {
        var (model, plan, split) = Choose(size: 64, [0..32, 16..48]);

        Assert.All(split.Consumers, consumer => Assert.Equal(Realisation.Split, consumer.Realisation));
        Assert.Equal("Conv Conv Conv Concat Concat Conv Conv", Operators(Pruner.Apply(model, split).Model));
        Assert.Equal("Conv Slice Slice Conv Conv", Operators(Pruner.Apply(model, plan).Model));
    }

    [Fact]
    public void A_layer_is_left_whole_where_its_parts_would_be_no_whole_blocks() =>
        Assert.All(Choose(size: 64, [0..24, 20..44]).Split.Consumers, consumer => Assert.Equal(Realisation.Slice, consumer.Realisation));

    [Fact]
    public void The_parts_of_a_sum_are_sums_of_parts() => AssertSplit("Conv Conv Concat Relu Relu Conv Conv Add Add Concat Conv Conv Conv", (b, x) =>
    {
        var sum = b.Add(b.Relu(x), b.Conv(b.Input("y", 1, 3, 8, 8), 3, Channels, 1));
        b.Output(b.Conv(sum, Channels, 2, 1));
        b.Output(b.Conv(sum, Channels, 3, 1));
    }, ranges: [0..32, 0..48]);

    [Fact]
    public void A_residual_stream_is_split_from_its_first_layer_to_its_last_range()
    {
        var pruned = AssertSplit(null, (b, x) =>
        {
            for (var i = 0; i < 3; i++)
            {
                b.Output(b.Conv(x, Channels, 2, 1));
                x = b.Relu(b.Add(x, b.Conv(b.Conv(x, Channels, 8, 1), 8, Channels, 3)));
            }

            b.Output(b.Conv(x, Channels, 2, 1));
        }, ranges: [0..16, 0..48, 0..48, 0..48, 16..48, 0..48, 0..48, 0..32]);

        // Three parts of the stream after each of two blocks; after the third everything is read.
        Assert.Equal(7, pruned.Graph.Nodes.Count(node => node.OpType == "Relu"));
    }

    [Fact]
    public void What_is_joined_is_not_joined_to_be_cut() => AssertSplit("Conv Conv Relu Relu Concat Conv Relu Conv Conv", (b, x) =>
    {
        var other = b.Conv(b.Input("y", 1, 3, 8, 8), 3, 32, 1);
        var joined = b.Concat(1, b.Relu(x), b.Relu(other));
        b.Output(b.Conv(joined, Channels + 32, 2, 1));
        b.Output(b.Conv(b.Relu(joined), Channels + 32, 3, 1));
    }, ranges: [48..80, 0..80]);

    [Fact]
    public void Gates_are_split_with_what_they_open() => AssertSplit(null, (b, x) =>
    {
        var gates = b.Node("Sigmoid", [b.Conv(b.Node("GlobalAveragePool", [x]), Channels, Channels, 1)]);
        var gated = b.Node("Mul", [x, gates]);
        b.Output(b.Conv(gated, Channels, 2, 1));
        b.Output(b.Conv(gated, Channels, 3, 1));
    }, ranges: [0..48, 0..16, 16..48]);

    [Fact]
    public void A_stream_that_is_an_output_keeps_it()
    {
        var pruned = AssertSplit(null, (b, x) =>
        {
            b.Output(b.Node("MaxPool", [x], ("kernel_shape", new long[] { 2, 2 })));
            b.Output(b.Conv(x, Channels, 2, 1));
        }, ranges: [0..32]);

        Assert.Single(pruned.Graph.Outputs, output => output.Producer!.OpType == "MaxPool");
    }

    [Fact]
    public void What_no_layer_makes_is_copied_from_in_parts() => AssertSplit(null, (b, x) =>
    {
        var read = b.Add(x, b.Input("y", 1, Channels, 8, 8));
        b.Output(b.Conv(read, Channels, 2, 1));
        b.Output(b.Conv(read, Channels, 2, 1));
    }, ranges: [0..16, 16..48], left: 2);

    /// <summary>Every layer that reads x or what follows from it reads a range.</summary>
    private static Model AssertSplit(string? operators, Action<ModelBuilder, string> build, Range[] ranges, int left = 0)
    {
        var model = Model(build);
        var plan = Pruner.Prune(model, new() { Ratio = 0, Round = Block }).Plan;
        var next = 0;
        plan = plan with
        {
            Consumers = [.. plan.Consumers.Select(consumer => consumer.Channels < Channels || next == ranges.Length ? consumer : Read(consumer, ranges[next++]))],
        };

        var result = Pruner.Apply(model, plan);

        Oracle.AssertEqual(model, result);
        Assert.Equal(left, result.Model.Graph.Nodes.Count(node => node.OpType == "Slice"));
        Assert.Equal(operators ?? Operators(result.Model), Operators(result.Model));
        return result.Model;
    }

    /// <summary>Two layers read ranges of what a third makes.</summary>
    private static (Model Model, PruningPlan Plan, PruningPlan Split) Choose(int size, Range[] ranges)
    {
        var model = Analysed.Model(b =>
        {
            var x = b.Conv(b.Input("x", 1, 3, size, size), 3, Channels, 1);
            b.Output(b.Conv(x, Channels, 64, 3));
            b.Output(b.Conv(x, Channels, 64, 3));
        });
        var plan = Pruner.Prune(model, new() { Ratio = 0, Round = 4 }).Plan;
        plan = plan with { Consumers = [.. plan.Consumers.Select((consumer, i) => Read(consumer, ranges[i], Realisation.Slice))] };
        var (split, pruned) = SplitReads.Choose(plan, Pruner.Apply(model, plan).Model, CostModel.Analytic);

        Assert.Equal(Bytes(pruned), Bytes(Pruner.Apply(model, PruningPlan.Parse(split.ToJson())).Model));
        return (model, plan, split);
    }

    private static ConsumerPlan Read(ConsumerPlan consumer, Range range, Realisation realisation = Realisation.Split)
    {
        var (start, count) = range.GetOffsetAndLength(consumer.Channels);
        return count == consumer.Channels ? consumer : consumer with { Kept = [.. Enumerable.Range(start, count)], Realisation = realisation };
    }

    private static string Operators(Model model) => string.Join(' ', model.Graph.Nodes.Select(node => node.OpType));

    private static Model Model(Action<ModelBuilder, string> build) => Analysed.Model(b =>
    {
        var x = b.Conv(b.Input("x", 1, 3, 8, 8), 3, Channels, 1);
        build(b, x);
        b.Output(b.Conv(x, Channels, 2, 1));
    });

    private static byte[] Bytes(Model model)
    {
        using var folder = new TemporaryDirectory();
        model.Save(folder.Locate("model.onnx"));
        return File.ReadAllBytes(folder.Locate("model.onnx"));
    }
}
