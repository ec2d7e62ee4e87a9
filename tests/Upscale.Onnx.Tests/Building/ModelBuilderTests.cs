namespace Upscale.Onnx.Tests.Building;

public sealed class ModelBuilderTests
{
    [Fact]
    public void The_same_calls_give_the_same_bytes() => Assert.Equal(Network(seed: 3).ToBytes(), Network(seed: 3).ToBytes());

    [Fact]
    public void Another_seed_gives_other_weights() => Assert.NotEqual(Network(seed: 3).ToBytes(), Network(seed: 4).ToBytes());

    // Bit patterns from an independent implementation of the streams.
    [Fact]
    public void Weights_are_the_same_on_every_machine()
    {
        var builder = new ModelBuilder(seed: 1);
        builder.Weight("w", 2, 2);
        builder.Uniform("u", -1, 1, 2);
        builder.Output(builder.Relu(builder.Input("x", 1)));
        var graph = builder.Build().Graph;

        Assert.Equal([1023263568, -1097188861, -1096728709, -1084083070], graph.Find("w")!.Constant!.ToFloats().Select(BitConverter.SingleToInt32Bits));
        Assert.Equal([-1086203770, -1086135914], graph.Find("u")!.Constant!.ToFloats().Select(BitConverter.SingleToInt32Bits));
    }

    [Fact]
    public void Weights_have_the_variance_of_their_fan_in()
    {
        var builder = new ModelBuilder();
        builder.Weight("w", 64, 16, 3, 3);
        builder.Output(builder.Relu(builder.Input("x", 1)));
        var weights = builder.Build().Graph.Find("w")!.Constant!.ToFloats();

        // 9216 samples: three standard errors are 2.2 % of the variance and 0.031 standard deviations of the mean.
        Assert.InRange(weights.Average(weight => weight * weight) * 16 * 9, 0.95f, 1.05f);
        Assert.InRange(weights.Average() * 12, -0.04f, 0.04f);
    }

    [Fact]
    public void Layers_have_the_weights_and_attributes_of_their_operator()
    {
        var graph = Network(seed: 0).Graph;

        var conv = graph.Nodes[0];
        Assert.Equal([8L, 3, 3, 3], conv.Input(1)!.Constant!.Dims.AsSpan());
        Assert.Equal([8L], conv.Input(2)!.Constant!.Dims.AsSpan());
        Assert.Equal([2L, 2], conv.Ints("strides")!);
        Assert.Equal([1L, 1, 1, 1], conv.Ints("pads")!);
        var depthwise = graph.Nodes[3];
        Assert.Equal([8L, 1, 3, 3], depthwise.Input(1)!.Constant!.Dims.AsSpan());
        Assert.Equal(8, depthwise.Int("group", 1));
        Assert.Equal(5, graph.Nodes[1].Inputs.Count);
    }

    [Fact]
    public void What_is_built_is_checked()
    {
        var builder = new ModelBuilder();
        builder.Output(builder.Relu("absent"));

        Expect.Error("UPS1008", () => builder.Build());
    }

    [Fact]
    public void A_builder_can_go_on_after_building()
    {
        var builder = new ModelBuilder();
        var relu = builder.Relu(builder.Input("x", 1));
        builder.Output(relu);
        var first = builder.Build();

        builder.Output(builder.Relu(relu));

        Assert.Single(first.Graph.Nodes);
        Assert.Equal(2, builder.Build().Graph.Nodes.Count);
    }

    [Fact]
    public void An_attribute_of_no_format_type_is_refused() =>
        Assert.Throws<ArgumentException>(() => new ModelBuilder().Node("Relu", ["x"], ("when", TimeSpan.Zero)));

    private static Model Network(int seed)
    {
        var builder = new ModelBuilder(seed: seed);
        var x = builder.Input("x", Dim.Symbolic("N"), 3, 8, 8);
        var stem = builder.Relu(builder.BatchNormalization(builder.Conv(x, 3, 8, 3, stride: 2), 8));
        var branch = builder.Conv(stem, 8, 8, 3, groups: 8, bias: false);
        var joined = builder.Concat(1, builder.Add(stem, branch), branch);
        builder.Output(builder.Gemm(builder.Node("Flatten", [builder.Node("GlobalAveragePool", [joined])]), 16, 10), Dim.Symbolic("N"), 10);
        return builder.Build();
    }
}
