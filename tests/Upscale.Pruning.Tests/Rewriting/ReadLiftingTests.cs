using Upscale.Onnx;
using Upscale.Pruning.Layout;
using Upscale.Pruning.Tests.Channels;

namespace Upscale.Pruning.Tests.Rewriting;

/// <summary>Where the copies that consumers read are made.</summary>
public sealed class ReadLiftingTests
{
    private const int Channels = 16;

    [Fact]
    public void A_copy_moves_in_front_of_what_only_its_reader_needs() =>
        AssertOrder("Conv, Gather, Conv, Relu, Conv, Conv", (b, x) =>
            b.Output(b.Conv(b.Relu(b.BatchNormalization(x, Channels)), Channels, 3, 1)));

    [Fact]
    public void A_copy_stays_behind_what_others_read_too() => AssertOrder("Conv, Relu, Gather, Conv, Sigmoid, Conv", (b, x) =>
    {
        var shared = b.Relu(x);
        b.Output(b.Conv(shared, Channels, 3, 1));
        b.Output(b.Node("Sigmoid", [shared]));
    });

    [Fact]
    public void Gates_are_made_for_the_channels_read_only()
    {
        var pruned = AssertOrder("Conv, Gather, GlobalAveragePool, Conv, Sigmoid, Mul, Conv, Conv", (b, x) =>
        {
            var gates = b.Node("Sigmoid", [b.Conv(b.Node("GlobalAveragePool", [x]), Channels, Channels, 1)]);
            b.Output(b.Conv(b.Node("Mul", [x, gates]), Channels, 3, 1));
        }, exceptAt: 0);

        var gate = pruned.Graph.Nodes.Single(node => node.OpType == "Sigmoid").Inputs[0]!.Producer!;
        Assert.Equal(Channels / 2, gate.Inputs[1]!.Constant!.Dims[0]);
    }

    [Fact]
    public void A_copy_of_two_joined_tensors_is_made_of_each() =>
        AssertOrder("Conv, Gather, Conv, Gather, Relu, Concat, Relu, Conv, Conv", (b, x) =>
        {
            var other = b.Conv(x, Channels, Channels, 1);
            b.Output(b.Relu(other));
            b.Output(b.Conv(b.Relu(b.Concat(1, x, other)), 2 * Channels, 3, 1));
        }, exceptAt: 0, size: 64);

    [Fact]
    public void Several_small_images_are_joined_in_the_plain_layout()
    {
        var pruned = Exact((b, x) =>
        {
            var operands = Enumerable.Range(0, 8).Select(_ => b.Conv(x, Channels, 8, 1)).ToArray();
            foreach (var operand in operands)
            {
                b.Output(b.Relu(operand));
            }

            b.Output(b.Conv(b.Relu(b.Concat(1, operands)), 64, 3, 1));
        });

        Assert.Equal(9, pruned.Graph.Nodes.Count(node => node.OpType == "Reshape"));
        Assert.Single(pruned.Graph.Nodes, node => node.OpType == "Gather" && node.Inputs[0]!.Producer!.OpType == "Concat");
    }

    [Fact]
    public void A_copy_is_not_moved_in_front_of_a_pooling_that_shrinks_it() =>
        AssertOrder("Conv, MaxPool, Gather, Conv, Conv", (b, x) =>
            b.Output(b.Conv(b.Node("MaxPool", [x], ("kernel_shape", new long[] { 2, 2 }), ("strides", new long[] { 2, 2 })), Channels, 3, 1)));

    [Fact]
    public void A_copy_is_not_moved_in_front_of_a_sum_of_two_images() => AssertOrder("Conv, Relu, Add, Gather, Conv, Relu, Conv", (b, x) =>
    {
        var other = b.Relu(x);
        b.Output(b.Conv(b.Add(x, other), Channels, 3, 1));
        b.Output(b.Relu(other));
    });

    /// <summary>Every consumer keeps every second channel and copies them; x has another reader that needs all.</summary>
    private static Model Exact(Action<ModelBuilder, string> build, int exceptAt = -1, int size = 8)
    {
        var model = Analysed.Model(b =>
        {
            var x = b.Conv(b.Input("x", 1, 3, size, size), 3, Channels, 1);
            build(b, x);
            b.Output(b.Conv(x, Channels, 2, 1));
        });
        var plan = Pruner.Prune(model, new() { Ratio = 0, Round = 1 }).Plan;
        var readers = plan.Consumers.Length;
        plan = plan with
        {
            Consumers = [.. plan.Consumers.Select((consumer, i) => consumer.Channels < Channels || i == readers - 1 || i == exceptAt ? consumer : consumer with
            {
                Kept = [.. consumer.Kept.Where(channel => channel % 2 == 0)],
                Realisation = Realisation.Gather,
            })],
        };
        var result = Pruner.Apply(model, plan);
        Oracle.AssertEqual(model, result);
        return result.Model;
    }

    private static Model AssertOrder(string operators, Action<ModelBuilder, string> build, int exceptAt = -1, int size = 8)
    {
        var pruned = Exact(build, exceptAt, size);
        Assert.Equal(operators, string.Join(", ", pruned.Graph.Nodes.Select(node => node.OpType)));
        return pruned;
    }
}
