using Upscale.Onnx.Protobuf;

namespace Upscale.Onnx.Tests;

public sealed class NodeTests
{
    private readonly Node _node = Build(
        ("int", 3L),
        ("ints", new long[] { 1, 2 }),
        ("float", 0.5f),
        ("floats", new[] { 1f, 2f }),
        ("text", "same"),
        ("texts", new[] { "a", "b" }),
        ("tensor", Tensor.FromFloats("t", [2], [1, 2])));

    [Fact]
    public void Attributes_are_read_by_name_and_type()
    {
        Assert.Equal(3, _node.Int("int", 0));
        Assert.Equal([1L, 2L], _node.Ints("ints")!);
        Assert.Equal(0.5f, _node.Float("float", 0));
        Assert.Equal([1f, 2f], _node.Floats("floats")!);
        Assert.Equal("same", _node.Text("text", ""));
        Assert.Equal(["a", "b"], _node.Texts("texts")!);
        Assert.Equal([1f, 2f], _node.TensorAttribute("tensor")!.ToFloats());
        Assert.True(_node.HasAttribute("int"));
        Assert.Equal(7, _node.AttributeNames.Count());
    }

    [Fact]
    public void Absent_attributes_give_the_fallback()
    {
        Assert.Equal(9, _node.Int("none", 9));
        Assert.Equal(9f, _node.Float("none", 9));
        Assert.Equal("nine", _node.Text("none", "nine"));
        Assert.Null(_node.Ints("none"));
        Assert.Null(_node.Floats("none"));
        Assert.Null(_node.Texts("none"));
        Assert.Null(_node.TensorAttribute("none"));
        Assert.False(_node.HasAttribute("none"));
    }

    [Fact]
    public void An_attribute_of_another_type_is_an_error_that_names_node_and_types()
    {
        var failure = Expect.Error("UPS1012", () => _node.Int("float", 0));

        Assert.Equal(_node.Label, failure.Node);
        Assert.Contains("'float'", failure.Message, StringComparison.Ordinal);
        Assert.Contains("type Int, but is Float", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Attributes_without_a_type_field_are_read_by_what_they_hold()
    {
        var bytes = Messages.Changed(proto => proto.Graph.Node[0].Attribute.Add(new AttributeProto { Name = "axis", I = 2 }));

        var node = Model.Parse(bytes).Graph.Nodes[0];

        Assert.Equal(2, node.Int("axis", 0));
        Expect.Error("UPS1012", () => node.Text("axis", ""));
    }

    [Fact]
    public void Omitted_inputs_are_null()
    {
        var builder = new ModelBuilder();
        var clip = builder.Node("Clip", [builder.Input("x", 1), "", builder.Constant("max", [], [6f])]);
        builder.Output(clip);

        var node = builder.Build().Graph.Nodes[0];

        Assert.Equal(3, node.Inputs.Count);
        Assert.Null(node.Input(1));
        Assert.Equal("max", node.Input(2)!.Name);
        Assert.Null(node.Input(3));
    }

    [Fact]
    public void A_label_prefers_the_name_and_falls_back_to_the_output()
    {
        var named = Messages.Changed(proto => proto.Graph.Node[0].Name = "first");
        var unnamed = Messages.Changed(proto => proto.Graph.Node[0].ClearName());

        Assert.Equal("Relu 'first'", Model.Parse(named).Graph.Nodes[0].Label);
        Assert.Equal("Relu -> relu_0", Model.Parse(unnamed).Graph.Nodes[0].Label);
    }

    private static Node Build(params (string Name, object Value)[] attributes)
    {
        var builder = new ModelBuilder();
        builder.Output(builder.Node("com.example::Anything", [builder.Input("x", 1)], attributes));
        return Model.Parse(builder.Build().ToBytes()).Graph.Nodes[0];
    }
}
