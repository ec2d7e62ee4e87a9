using System.Runtime.InteropServices;
using Upscale.Onnx;
using Upscale.Pruning.Tests.Channels;

namespace Upscale.Pruning.Tests.Rewriting;

/// <summary>Models in which something else depends on how many channels a tensor has.</summary>
public sealed class CountTests
{
    private const int Channels = 6;

    [Fact]
    public void A_number_of_channels_that_leaves_the_graph_stays() => AssertExact((b, x) => b.Output(b.Node("Shape", [x]), ElementType.Int64));

    [Fact]
    public void A_number_of_elements_that_leaves_the_graph_stays() => AssertExact((b, x) => b.Output(b.Node("Size", [x]), ElementType.Int64));

    [Fact]
    public void A_tensor_that_is_expanded_to_the_shape_of_another_keeps_its_own() => AssertExact((b, x) =>
        b.Output(b.Conv(b.Node("Expand", [b.Input("y", 1, 1, 4, 4), b.Node("Shape", [x])]), Channels, 2, 1)));

    [Fact]
    public void A_tensor_that_is_expanded_to_a_shape_of_unknown_batch_keeps_its_own() => AssertExact(
        (b, x) => b.Output(b.Conv(b.Node("Expand", [b.Conv(b.Input("y", 1, 1, 4, 4), 1, Channels, 1), b.Node("Shape", [x])]), Channels, 2, 1)));

    [Fact]
    public void A_tensor_that_is_reshaped_to_the_shape_of_another_keeps_its_own() => AssertExact((b, x) =>
        b.Output(b.Conv(b.Node("Reshape", [b.Input("y", 1, Channels * 16), b.Node("Shape", [x])]), Channels, 2, 1)));

    [Fact]
    public void Channels_that_are_reshaped_to_the_shape_of_others_keep_their_own() => AssertExact((b, x) =>
    {
        var flat = b.Node("Flatten", [b.Conv(b.Input("y", 1, 1, 4, 4), 1, Channels, 1)]);
        b.Output(b.Conv(b.Node("Reshape", [flat, b.Node("Shape", [x])]), Channels, 2, 1));
    });

    [Fact]
    public void A_tensor_that_is_resized_to_the_shape_of_another_keeps_its_own() => AssertExact((b, x) =>
        b.Output(b.Conv(b.Node("Resize", [b.Input("y", 1, 3, 2, 2), "", "", b.Node("Shape", [x])], ("mode", "nearest")), Channels, 2, 1)));

    [Fact]
    public void Channels_that_are_resized_to_the_shape_of_others_keep_their_own() => AssertExact(
        (b, x) =>
        {
            var y = b.Conv(b.Input("y", Dim.Symbolic("N"), 1, 2, 2), 1, Channels, 1);
            b.Output(b.Conv(b.Node("Resize", [y, "", "", b.Node("Shape", [x])], ("mode", "nearest")), Channels, 2, 1));
        });

    [Fact]
    public void Zeros_in_the_shape_of_a_tensor_have_its_channels() => AssertExact((b, x) =>
        b.Output(b.Conv(b.Node("ConstantOfShape", [b.Node("Shape", [x])]), Channels, 2, 1)));

    [Fact]
    public void A_matrix_that_is_computed_from_constants_stays_whole() => AssertExact((b, x) =>
    {
        var matrix = b.Node("MatMul", [b.Weight("left", Channels, 5), b.Weight("right", 5, Channels)]);
        b.Output(b.Node("MatMul", [b.Node("ReduceMean", [x], ("axes", new long[] { 2, 3 }), ("keepdims", 0L)), matrix]));
    });

    [Fact]
    public void Weights_that_are_computed_from_constants_stay_whole() => AssertExact((b, x) =>
    {
        var weights = b.Node("Mul", [b.Weight("direction", 4, Channels, 3, 3), b.Uniform("length", 0.5f, 1, 4, 1, 1, 1)]);
        b.Output(b.Conv(b.Node("Conv", [x, weights]), 4, 2, 1));
    });

    [Fact]
    public void A_constant_that_adds_two_axes_is_cut_on_one_of_them() => AssertExact((b, x) =>
        b.Output(b.Conv(b.Node("Add", [b.Node("ReduceMax", [x], ("axes", new long[] { 1, 3 })), b.Uniform("k", 0, 1, Channels, 1, 4)]), Channels, 2, 1)));

    [Fact]
    public void A_slice_that_counts_in_32_bits_still_does() => AssertExact((b, x) => b.Output(b.Conv(
        b.Node("Slice", [x, Int32(b, "starts", 1), Int32(b, "ends", 5), Int32(b, "axes", 1), Int32(b, "steps", 1)]), 4, 2, 1)));

    [Fact]
    public void A_gather_that_counts_in_32_bits_still_does() => AssertExact((b, x) =>
        b.Output(b.Conv(b.Node("Gather", [x, Int32(b, "picks", 5, 1, 2)], ("axis", 1L)), 3, 2, 1)));

    [Fact]
    public void A_bias_that_is_computed_follows_its_channels() => AssertExact((b, x) =>
    {
        var bias = b.Node("Reshape", [b.Node("GlobalMaxPool", [b.Conv(x, Channels, 5, 1)]), b.Int64s("flat", 5)]);
        b.Output(b.Conv(b.Node("Conv", [x, b.Weight("w", 5, Channels, 1, 1), bias]), 5, 2, 1));
    });

    private static string Int32(ModelBuilder builder, string name, params int[] values) =>
        builder.Constant(Tensor.FromBytes(name, ElementType.Int32, [values.Length], MemoryMarshal.AsBytes(values.AsSpan()).ToArray()));

    private static void AssertExact(Action<ModelBuilder, string> build)
    {
        foreach (var batch in new[] { Dim.Known(1), Dim.Symbolic("N") })
        {
            AssertExact(build, batch);
        }
    }

    private static void AssertExact(Action<ModelBuilder, string> build, Dim batch)
    {
        var model = Analysed.Model(builder =>
        {
            var x = builder.Relu(builder.Conv(builder.Input("x", batch, 3, 4, 4), 3, Channels, 3));
            builder.Output(builder.Conv(x, Channels, 2, 3));
            build(builder, x);
        });
        foreach (var mode in Enum.GetValues<PruningMode>())
        {
            Oracle.AssertEqual(model, Pruner.Prune(model, new() { Ratio = 0.6, Round = 1, Mode = mode }));
        }
    }
}
