using Upscale.Onnx;

namespace Upscale.Pruning.Tests.Channels;

public sealed class PinTests
{
    [Fact]
    public void A_graph_output_is_held() =>
        AssertPins("conv_0: graph output", (builder, x) => x);

    [Fact]
    public void An_unknown_operator_holds_what_it_touches() =>
        AssertPins("conv_0: Frobnicate is not a known operator", (builder, x) => builder.Node("my.domain::Frobnicate", [x]));

    [Fact]
    public void Other_consumers_of_a_tensor_that_an_unknown_operator_holds_are_still_found()
    {
        var graph = Analysed.Graph(builder =>
        {
            var x = builder.Conv(builder.Input("x", 1, 1, 4, 4), 1, 4, 1);
            builder.Output(builder.Node("my.domain::Frobnicate", [x]), 1, 4, 4, 4);
            builder.Output(builder.Node("GlobalAveragePool", [builder.Conv(x, 4, 2, 1)]));
        });

        Assert.Equal(["conv_2"], graph.Channels.Consumers.Select(consumer => consumer.Id));
    }

    [Fact]
    public void A_normalisation_over_the_channels_holds_them() =>
        AssertPins("conv_0: Softmax mixes or rearranges the channel axis", (builder, x) => builder.Node("Softmax", [x], ("axis", 1L)));

    [Fact]
    public void A_normalisation_over_positions_does_not() =>
        AssertPins("softmax_1: graph output", (builder, x) => builder.Node("Softmax", [x], ("axis", 3L)));

    [Fact]
    public void A_group_normalisation_says_what_its_statistics_span() =>
        AssertPins("conv_0: its statistics span the channels of a group", (builder, x) => builder.Node(
            "com.microsoft::GroupNorm", [x, builder.Uniform("gamma", 0, 1, 4), builder.Uniform("beta", 0, 1, 4)], ("groups", 2L)));

    [Fact]
    public void A_mean_over_the_channels_holds_them() =>
        AssertPins("conv_0: ReduceMean mixes or rearranges the channel axis", (builder, x) => builder.Node("ReduceMean", [x], ("axes", new long[] { 1 })));

    [Fact]
    public void A_product_of_two_activations_holds_the_channels_that_it_sums() =>
        AssertPins(
            "reshape_1: MatMul reduces over the channels",
            (builder, x) =>
            {
                var rows = builder.Node("Reshape", [x, builder.Int64s("rows", 1, 4, 16)]);
                return builder.Node("MatMul", [builder.Input("y", 1, 5, 4), rows]);
            });

    [Fact]
    public void Channels_that_meet_an_untracked_tensor_are_held() =>
        AssertPins("add_1: graph output; conv_0: Add joins it with 'y', whose channels are not tracked", (builder, x) => builder.Add(x, builder.Input("y", 1, 4, 4, 4)));

    [Fact]
    public void A_constant_operand_of_a_Concat_is_held() =>
        AssertPins("concat_1: graph output; k: a constant operand of Concat", (builder, x) =>
            builder.Concat(1, x, builder.Uniform("k", 0, 1, 1, 2, 4, 4)));

    [Fact]
    public void A_graph_input_in_a_Concat_is_held() =>
        AssertPins("concat_1: graph output; x: its channels are not tracked", (builder, x) => builder.Concat(1, x, "x"));

    [Fact]
    public void Channels_that_are_repeated_as_often_as_is_computed_are_held() =>
        AssertPins("conv_0: Tile mixes or rearranges the channel axis", (builder, x) =>
            builder.Node("Tile", [x, builder.Input("repeats", ElementType.Int64, 4)]));

    [Fact]
    public void A_value_that_a_sub_graph_captures_is_held()
    {
        var graph = Analysed.Graph(builder =>
        {
            var x = builder.Conv(builder.Input("x", 1, 1, 4, 4), 1, 4, 1);
            var branches = new[] { "then", "else" }.Select(name =>
            {
                var branch = builder.Subgraph(name);
                branch.Output(branch.Relu(x), 1, 4, 4, 4);
                return branch;
            }).ToArray();
            builder.Output(builder.Node("If", [builder.Input("condition", ElementType.Bool)], ("then_branch", branches[0]), ("else_branch", branches[1])), 1, 4, 4, 4);
        });

        Assert.Contains(graph.Channels.Pins, pin => pin is { Value.Name: "conv_0", Reason: "captured by a sub-graph of If", KeepsOrder: true });
    }

    [Fact]
    public void A_number_of_channels_that_is_computed_with_holds_them()
    {
        var graph = Analysed.Graph(builder =>
        {
            var x = builder.Conv(builder.Input("x", Dim.Symbolic("N"), 1, 4, 4), 1, 4, 1);
            builder.Output(builder.Node("Sqrt", [builder.Node("Cast", [builder.Node("Shape", [x])], ("to", 1L))]));
        });

        Assert.Equal(["conv_0: Cast computes with its number of channels"], graph.Channels.Pins.Select(pin => $"{pin.Value.Name}: {pin.Reason}"));
    }

    [Fact]
    public void A_number_of_channels_that_leaves_the_graph_holds_them()
    {
        var graph = Analysed.Graph(builder => builder.Output(builder.Node("Shape", [builder.Conv(builder.Input("x", 1, 1, 4, 4), 1, 4, 1)]), ElementType.Int64));

        Assert.Equal(["conv_0: graph output 'shape_1' counts its channels"], graph.Channels.Pins.Select(pin => $"{pin.Value.Name}: {pin.Reason}"));
    }

    [Fact]
    public void A_merge_with_positions_of_unknown_size_is_held()
    {
        var graph = Analysed.Graph(builder =>
        {
            var x = builder.Conv(builder.Input("x", 1, 1, Dim.Symbolic("H"), Dim.Symbolic("W")), 1, 4, 1);
            builder.Output(builder.Node("Flatten", [x]));
        });

        Assert.Contains(graph.Channels.Pins, pin => pin.Reason == "Flatten merges its channels with axes of unknown size");
    }

    [Fact]
    public void Channels_that_a_free_batch_repeats_leave_the_graph_in_their_order()
    {
        var graph = Analysed.Graph(builder => builder.Output(Merged(builder)));

        var pin = Assert.Single(graph.Channels.Pins);
        Assert.Equal(("graph output", true), (pin.Reason, pin.KeepsOrder));
        Assert.Equal(0, graph.Channels.ChannelsOf(pin.Value)!.Repeated);
    }

    [Theory]
    [InlineData("Mul joins it with 'y', whose channels are not tracked", "y")]
    [InlineData("Mul broadcasts it over a constant", "k")]
    public void Channels_that_a_free_batch_repeats_meet_nothing_of_their_own_number(string reason, string other)
    {
        var graph = Analysed.Graph(builder =>
        {
            var merged = Merged(builder);
            builder.Input("y", 4, 1, 1);
            builder.Uniform("k", 0, 1, 4, 1, 1);
            builder.Output(builder.Node("Mul", [merged, other]));
        });

        Assert.Contains(graph.Channels.Pins, pin => pin.Reason == reason);
    }

    /// <summary>[N, 4, 4, 4] → [N·4, 4, 4].</summary>
    private static string Merged(ModelBuilder builder) => builder.Node(
        "Reshape", [builder.Conv(builder.Input("x", Dim.Symbolic("N"), 1, 4, 4), 1, 4, 1), builder.Int64s("merged", -1, 4, 4)]);

    private static void AssertPins(string expected, Func<ModelBuilder, string, string> build)
    {
        var graph = Analysed.Graph(builder => builder.Output(build(builder, builder.Conv(builder.Input("x", 1, 1, 4, 4), 1, 4, 1))));
        Assert.Equal(expected, string.Join("; ", graph.Channels.Pins.Select(pin => $"{pin.Value.Name}: {pin.Reason}").Order(StringComparer.Ordinal)));
    }
}
