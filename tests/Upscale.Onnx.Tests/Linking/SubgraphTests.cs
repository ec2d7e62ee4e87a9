namespace Upscale.Onnx.Tests.Linking;

public sealed class SubgraphTests
{
    [Fact]
    public void Captured_values_are_found_through_all_levels()
    {
        var builder = new ModelBuilder();
        var x = builder.Input("x", 4);
        var condition = builder.Input("condition", ElementType.Bool);
        var outer = builder.Relu(x);
        var inner = builder.Subgraph("inner");
        inner.Output(inner.Add(outer, "w"));
        var then = builder.Subgraph("then");
        then.Output(then.Node("If", [condition], ("then_branch", inner), ("else_branch", inner)));
        var otherwise = builder.Subgraph("else");
        otherwise.Output(otherwise.Relu(x));
        builder.Uniform("w", 0, 1, 4);
        builder.Output(builder.Node("If", [condition], ("then_branch", then), ("else_branch", otherwise)));

        var graph = Model.Parse(builder.Build().ToBytes()).Graph;

        var node = graph.Nodes[1];
        Assert.Equal(["then", "else"], node.Subgraphs.Select(subgraph => subgraph.Name));
        Assert.Equal([condition, outer, "w", x], node.Captured.Select(value => value.Name));
        Assert.Equal([outer, "w"], node.Subgraphs[0].Nodes[0].Captured.Select(value => value.Name));
        Assert.All(node.Captured, value => Assert.True(value.IsCaptured));
        Assert.All(node.Captured, value => Assert.Same(graph, value.Graph));
        Assert.Empty(graph.Find(outer)!.Uses);
        Assert.Same(graph, node.Subgraphs[0].Parent);
        Assert.Same(graph.Find(outer), node.Subgraphs[0].Nodes[0].Subgraphs[0].Nodes[0].Input(0));
    }

    [Fact]
    public void A_sub_graph_may_hide_an_outer_name()
    {
        var builder = new ModelBuilder();
        var condition = builder.Input("condition", ElementType.Bool);
        builder.Uniform("w", 0, 1, 4);
        var body = builder.Subgraph("body");
        body.Uniform("w", 0, 1, 4);
        body.Output(body.Relu("w"));
        builder.Output(builder.Node("If", [condition], ("then_branch", body), ("else_branch", body)));

        var node = builder.Build().Graph.Nodes[0];

        Assert.Empty(node.Captured);
        Assert.Same(node.Subgraphs[0], node.Subgraphs[0].Nodes[0].Input(0)!.Graph);
    }

    /// <summary>Outputs of a sub-graph are matched with those of its node by position, and ONNX Runtime runs it.</summary>
    [Fact]
    public void A_sub_graph_may_return_one_value_twice()
    {
        var builder = new ModelBuilder();
        var body = builder.Subgraph("body");
        var relu = body.Relu(builder.Input("x", 4));
        body.Output(relu);
        body.Output(relu);
        foreach (var output in builder.NodeMany("If", [builder.Input("condition", ElementType.Bool)], 2, ("then_branch", body), ("else_branch", body)))
        {
            builder.Output(output);
        }

        var subgraph = Model.Parse(builder.Build().ToBytes()).Graph.Nodes[0].Subgraphs[0];

        Assert.Equal([relu, relu], subgraph.Outputs.Select(output => output.Name));
    }

    [Fact]
    public void A_sub_graph_cannot_read_what_comes_after_its_node()
    {
        var builder = new ModelBuilder();
        var condition = builder.Input("condition", ElementType.Bool);
        var body = builder.Subgraph("body");
        body.Output(body.Relu("relu_1"));
        builder.Output(builder.Node("If", [condition], ("then_branch", body), ("else_branch", body)));
        builder.Relu(builder.Input("x", 4));

        var failure = Expect.Error("UPS1009", () => builder.Build());

        Assert.Contains("Relu 'relu_1'", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(20, null)]
    [InlineData(32, null)]
    [InlineData(33, "UPS1014")]
    [InlineData(40, "UPS1014")]
    [InlineData(400, "UPS1014")]
    [InlineData(1000, "UPS1014")]
    public void Nesting_is_limited(int levels, string? code)
    {
        var bytes = Nested(levels, padding: 0);
        var large = Nested(levels, padding: 5000);

        if (code is null)
        {
            Assert.Equal(bytes, Model.Parse(bytes).ToBytes());
            Assert.Equal(large, Model.Parse(large).ToBytes());
        }
        else
        {
            Expect.Error(code, () => Model.Parse(bytes));
            Expect.Error(code, () => Model.Parse(large));
        }
    }

    private static byte[] Nested(int levels, int padding)
    {
        byte[] graph = Field(1, [.. Field(2, "y"u8), .. Field(4, "Constant"u8), .. Field(5, [.. Field(1, "value_int"u8), 0x18, 1, 0xA0, 1, 2])]);
        graph = [.. graph, .. Field(10, new byte[padding].AsSpan()), .. Field(12, Field(1, "y"u8))];
        for (var i = 0; i < levels; i++)
        {
            byte[] attribute = [.. Field(1, "then_branch"u8), .. Field(6, graph), 0xA0, 1, 5];
            graph = [.. Field(1, [.. Field(2, "y"u8), .. Field(4, "If"u8), .. Field(5, attribute)]), .. Field(12, Field(1, "y"u8))];
        }

        return [0x08, 8, .. Field(7, graph), .. Field(8, [0x0A, 0, 0x10, 17])];
    }

    private static byte[] Field(int number, ReadOnlySpan<byte> content)
    {
        var bytes = new List<byte> { (byte)((number << 3) | 2) };
        for (var length = content.Length; ; length >>= 7)
        {
            if (length < 0x80)
            {
                bytes.Add((byte)length);
                break;
            }

            bytes.Add((byte)(length | 0x80));
        }

        return [.. bytes, .. content];
    }
}
