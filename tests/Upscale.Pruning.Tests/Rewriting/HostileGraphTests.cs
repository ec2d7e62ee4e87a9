using Upscale.Onnx;
using Upscale.Pruning.Layout;
using Upscale.Pruning.Tests.Channels;

namespace Upscale.Pruning.Tests.Rewriting;

/// <summary>Graphs that no exporter would write but that are valid.</summary>
public sealed class HostileGraphTests
{
    private const int Channels = 8;

    [Fact]
    public void A_weight_that_is_also_an_operand() => AssertExact((b, x) =>
    {
        var w = b.Weight("w", Channels, Channels, 1, 1);
        var used = b.Node("Conv", [x, w]);
        b.Output(b.Conv(b.Add(used, b.Node("Reshape", [b.Node("ReduceSum", [w, b.Int64s("axes", 1)]), b.Int64s("shape", 1, Channels, 1, 1)])), Channels, 3, 1));
    });

    [Fact]
    public void A_weight_that_is_an_output() => AssertExact((b, x) =>
    {
        var w = b.Weight("w", 3, Channels, 1, 1);
        b.Output(b.Node("Conv", [x, w]));
        b.Output(b.Node("Abs", [w]));
    });

    [Fact]
    public void A_weight_of_two_layers_of_different_kinds() => AssertExact((b, x) =>
    {
        var w = b.Weight("w", Channels, Channels, 1, 1);
        var y = b.Node("ConvTranspose", [b.Node("Conv", [x, w]), w]);
        b.Output(b.Conv(b.Add(y, x), Channels, 3, 1));
    });

    [Fact]
    public void A_convolution_whose_weights_are_made_of_its_input() => AssertExact((b, x) =>
    {
        var weights = b.Node("Reshape", [b.Node("GlobalAveragePool", [x]), b.Int64s("shape", 1, Channels, 1, 1)]);
        b.Output(b.Node("Conv", [x, weights]));
    });

    [Fact]
    public void A_product_of_a_tensor_with_itself_turned() => AssertExact((b, x) =>
    {
        var rows = b.Node("Reshape", [x, b.Int64s("rows", 1, Channels, 16)]);
        b.Output(b.Node("MatMul", [rows, b.Node("Transpose", [rows], ("perm", new long[] { 0, 2, 1 }))]));
    });

    [Fact]
    public void One_sum_that_a_convolution_reads_twice() => AssertExact((b, x) =>
    {
        var shifted = b.Concat(1, Slice(b, x, 1, Channels), Slice(b, x, 0, 1));
        b.Output(b.Conv(b.Add(b.Add(x, shifted), x), Channels, 3, 1));
    });

    [Fact]
    public void Channels_in_reverse_order_added_to_themselves() => AssertExact((b, x) =>
    {
        var reversed = b.Node("Gather", [x, b.Int64s("picks", 7, 6, 5, 4, 3, 2, 1, 0)], ("axis", 1L));
        b.Output(b.Conv(b.Node("Mul", [x, reversed]), Channels, 3, 1));
    });

    [Fact]
    public void A_tensor_added_to_half_of_itself_twice() => AssertExact((b, x) =>
        b.Output(b.Conv(b.Add(x, b.Concat(1, Slice(b, x, 0, 4), Slice(b, x, 0, 4))), Channels, 3, 1)));

    [Fact]
    public void Groups_that_share_one_channel() => AssertExact((b, x) =>
        b.Output(b.Conv(b.Conv(b.Concat(1, Slice(b, x, 0, 3), Slice(b, x, 2, 5)), 6, 6, 3, groups: 2), 6, 3, 1)));

    [Fact]
    public void Depthwise_channels_that_a_shuffle_has_mixed() => AssertExact((b, x) =>
    {
        var split = b.Node("Reshape", [x, b.Int64s("split", 1, 2, 4, 4, 4)]);
        var merged = b.Node("Reshape", [b.Node("Transpose", [split], ("perm", new long[] { 0, 2, 1, 3, 4 })), b.Int64s("merge", 1, 8, 4, 4)]);
        b.Output(b.Conv(b.Conv(b.Add(x, merged), Channels, Channels, 3, groups: Channels), Channels, 3, 1));
    });

    [Fact]
    public void A_grouped_convolution_behind_a_shuffle() => AssertExact((b, x) =>
    {
        var split = b.Node("Reshape", [x, b.Int64s("split", 1, 2, 4, 16)]);
        var merged = b.Node("Reshape", [b.Node("Transpose", [split], ("perm", new long[] { 0, 2, 1, 3 })), b.Int64s("merge", 1, 8, 4, 4)]);
        b.Output(b.Conv(b.Conv(merged, Channels, Channels, 3, groups: 2), Channels, 3, 1));
    });

    [Fact]
    public void Slices_that_overlap_and_join_again() => AssertExact((b, x) =>
        b.Output(b.Conv(b.Add(Slice(b, x, 0, 6), Slice(b, x, 2, 8)), 6, 3, 1)));

    [Fact]
    public void Attention_over_channels_that_are_split_into_heads() => AssertExact((b, x) =>
    {
        var tokens = b.Node("Transpose", [b.Node("Reshape", [x, b.Int64s("tokens", 1, Channels, 16)])], ("perm", new long[] { 0, 2, 1 }));
        string Head(string name, long[] perm)
        {
            var projected = b.Node("MatMul", [tokens, b.Weight(name, Channels, 12)]);
            return b.Node("Transpose", [b.Node("Reshape", [projected, b.Int64s($"{name}.heads", 1, 16, 3, 4)])], ("perm", perm));
        }

        var scores = b.Node("Softmax", [b.Node("MatMul", [Head("query", [0, 2, 1, 3]), Head("key", [0, 2, 3, 1])])], ("axis", -1L));
        var mixed = b.Node("Transpose", [b.Node("MatMul", [scores, Head("value", [0, 2, 1, 3])])], ("perm", new long[] { 0, 2, 1, 3 }));
        b.Output(b.Node("MatMul", [b.Node("Reshape", [mixed, b.Int64s("merged", 1, 16, 12)]), b.Weight("output", 12, 5)]));
    });

    [Fact]
    public void A_recurrent_layer_behind_a_convolution() => AssertExact((b, x) =>
    {
        var sequence = b.Node("Transpose", [b.Node("Reshape", [b.Conv(x, Channels, 6, 1), b.Int64s("flat", 1, 6, 16)])], ("perm", new long[] { 2, 0, 1 }));
        var states = b.NodeMany("LSTM", [sequence, b.Weight("w", 1, 16, 6), b.Weight("r", 1, 16, 4)], 2, ("hidden_size", 4L));
        b.Output(b.Gemm(b.Node("Squeeze", [states[1], b.Int64s("axes", 0)]), 4, 3));
    });

    [Fact]
    public void A_tensor_quantised_per_channel() => AssertExact((b, x) =>
    {
        var (scale, zero) = (b.Uniform("scale", 0.01f, 0.02f, Channels), b.Constant(Tensor.FromBytes("zero", ElementType.Int8, [Channels], new byte[Channels])));
        var quantised = b.Node("QuantizeLinear", [x, scale, zero], ("axis", 1L));
        b.Output(b.Conv(b.Node("DequantizeLinear", [quantised, scale, zero], ("axis", 1L)), Channels, 3, 1));
    });

    [Fact]
    public void Padded_channels_that_a_depth_to_space_ties_to_the_others_stay_at_the_ends()
    {
        var model = Analysed.Model(b =>
        {
            var padded = b.Node("Pad", [b.Conv(b.Input("x", 1, 3, 4, 4), 3, 6, 3), b.Int64s("pads", 0, 1, 0, 0, 0, 1, 0, 0)]);
            b.Output(b.Conv(b.Node("DepthToSpace", [padded], ("blocksize", 2L), ("mode", "CRD")), 2, 2, 1));
        });
        var plan = Pruner.Prune(model, new() { Ratio = 0 }).Plan;

        Oracle.AssertEqual(model, Pruner.Apply(model, plan with
        {
            Producers = [.. plan.Producers.Select(producer => producer with { Order = [.. producer.Order.Reverse()] })],
        }));
    }

    [Fact]
    public void Gates_of_a_constant_image() => AssertExact((b, x) =>
    {
        var gates = b.Node("Sigmoid", [b.Conv(b.Node("GlobalAveragePool", [x]), Channels, Channels, 1)]);
        b.Output(b.Conv(b.Node("Mul", [b.Uniform("image", -1, 1, 1, Channels, 4, 4), gates]), Channels, 3, 1));
    });

    [Fact]
    public void Gated_channels_whose_number_follows_from_a_free_batch_are_copied()
    {
        var gated = "";
        var model = Analysed.Model(b =>
        {
            var x = b.Conv(b.Input("x", Dim.Symbolic("N"), 3, 4, 4), 3, Channels, 1);
            var sizes = b.Int64s("split", 0, 2, -1, 16);
            var joined = b.Node("Reshape", [b.Add(b.Node("Reshape", [x, sizes]), b.Node("Reshape", [x, sizes])), b.Int64s("joined", 1, -1, 4, 4)]);
            var means = b.Node("ReduceMean", [joined], ("axes", new long[] { 2, 3 }), ("keepdims", 0L));
            var gates = b.Node("Unsqueeze", [b.Node("Sigmoid", [b.Gemm(means, Channels, Channels)]), b.Int64s("axes", 2, 3)]);
            gated = b.Conv(b.Node("Mul", [joined, gates]), Channels, 2, 1);
            b.Output(gated);
            b.Output(b.Conv(x, Channels, 2, 1));
        });
        var plan = Pruner.Prune(model, new() { Ratio = 0, Round = 1 }).Plan;
        plan = plan with
        {
            Consumers = [.. plan.Consumers.Select(consumer => consumer.Node != gated ? consumer : consumer with
            {
                Kept = [.. Enumerable.Range(0, Channels / 2).Select(channel => 2 * channel)],
                Realisation = Realisation.Gather,
            })],
        };

        Assert.Contains(plan.Consumers, consumer => consumer.Realisation == Realisation.Gather);
        Oracle.AssertEqual(model, Pruner.Apply(model, plan));
    }

    private static string Slice(ModelBuilder builder, string x, long start, long end)
    {
        string Bound(long value) => builder.Node("Constant", [], ("value_ints", new[] { value }));
        return builder.Node("Slice", [x, Bound(start), Bound(end), Bound(1)]);
    }

    private static void AssertExact(Action<ModelBuilder, string> build)
    {
        var model = Analysed.Model(builder =>
        {
            var x = builder.Relu(builder.Conv(builder.Input("x", 1, 3, 4, 4), 3, Channels, 3));
            build(builder, x);
            builder.Output(builder.Conv(x, Channels, 2, 3));
        });
        foreach (var mode in Enum.GetValues<PruningMode>())
        {
            foreach (var ratio in new[] { 0.3, 0.6, 0.9 })
            {
                Oracle.AssertEqual(model, Pruner.Prune(model, new() { Ratio = ratio, Round = 1, Mode = mode }));
            }
        }
    }
}
