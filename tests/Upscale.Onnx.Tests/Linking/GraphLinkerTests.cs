using Upscale.Onnx.Protobuf;

namespace Upscale.Onnx.Tests.Linking;

public sealed class GraphLinkerTests
{
    [Fact]
    public void Values_know_their_producer_and_their_readers()
    {
        var builder = new ModelBuilder();
        var relu = builder.Relu(builder.Input("x", Dim.Symbolic("N"), 4));
        builder.Output(builder.Add(relu, relu));

        var graph = builder.Build().Graph;

        var value = graph.Find(relu)!;
        Assert.Same(graph.Nodes[0], value.Producer);
        Assert.Equal([new Use(graph.Nodes[1], 0), new Use(graph.Nodes[1], 1)], value.Uses);
        Assert.Same(value, graph.Nodes[1].Input(0));
        Assert.Equal([0, 1], graph.Nodes.Select(node => node.Index));
        Assert.True(graph.Outputs[0].IsGraphOutput);
        Assert.False(value.IsGraphOutput);
        Assert.Null(graph.Find("x")!.Producer);
        Assert.Equal(3, graph.Values.Count);
        Assert.Null(graph.Find("nothing"));
    }

    [Fact]
    public void Outputs_of_one_node_are_numbered()
    {
        var builder = new ModelBuilder();
        var parts = builder.NodeMany("Split", [builder.Input("x", 4)], 2, ("axis", 0L));
        builder.Output(parts[0]);
        builder.Output(parts[1]);

        var graph = builder.Build().Graph;

        Assert.Equal([0, 1], graph.Outputs.Select(output => output.OutputIndex));
        Assert.All(graph.Outputs, output => Assert.Same(graph.Nodes[0], output.Producer));
    }

    [Fact]
    public void Types_come_from_inputs_outputs_descriptions_and_constants()
    {
        var builder = new ModelBuilder();
        var relu = builder.Relu(builder.Input("x", Dim.Symbolic("N"), 4));
        builder.Describe(relu, ElementType.Float, Dim.Symbolic("N"), 4);
        var cast = builder.Node("Cast", [relu], ("to", 7L));
        builder.Output(cast, ElementType.Int64, Dim.Unknown, 4);
        builder.Uniform("w", 0, 1, 2, 3);

        var graph = Model.Parse(builder.Build().ToBytes()).Graph;

        Assert.Equal(new Shape(Dim.Symbolic("N"), 4), graph.Find("x")!.DeclaredShape);
        Assert.Equal(new Shape(Dim.Symbolic("N"), 4), graph.Find(relu)!.DeclaredShape);
        Assert.Equal(new Shape(Dim.Unknown, 4), graph.Outputs[0].DeclaredShape);
        Assert.Equal(ElementType.Int64, graph.Outputs[0].ElementType);
        Assert.Equal(new Shape(2, 3), graph.Find("w")!.DeclaredShape);
    }

    [Fact]
    public void Inputs_with_an_initializer_are_constants_not_inputs()
    {
        var bytes = Messages.Changed(proto => proto.Graph.Input.Add(new ValueInfoProto { Name = "w", Type = ValueTypes.Tensor(ElementType.Float, new Shape(4)) }));

        var graph = Model.Parse(bytes).Graph;

        Assert.Equal(["x"], graph.Inputs.Select(input => input.Name));
        Assert.Equal(["w"], graph.Initializers.Select(initializer => initializer.Name));
        Assert.True(graph.Find("w")!.IsGraphInput);
        Assert.NotNull(graph.Find("w")!.Constant);
    }

    [Fact]
    public void Minus_one_in_a_declared_shape_means_unknown()
    {
        var bytes = Messages.Changed(proto => proto.Graph.Input[0].Type.TensorType.Shape.Dim[0].DimValue = -1);

        Assert.Equal(new Shape(Dim.Unknown, 4), Model.Parse(bytes).Graph.Inputs[0].DeclaredShape);
    }

    [Fact]
    public void Constant_nodes_count_as_constants()
    {
        var builder = new ModelBuilder();
        var tensor = builder.Node("Constant", [], ("value", Tensor.FromFloats("t", [2], [1, 2])));
        var number = builder.Node("Constant", [], ("value_float", 0.5f));
        var numbers = builder.Node("Constant", [], ("value_floats", new[] { 1f, 2f }));
        var integer = builder.Node("Constant", [], ("value_int", 5L));
        var integers = builder.Node("Constant", [], ("value_ints", new long[] { 5, 6 }));
        var text = builder.Node("Constant", [], ("value_string", "words"));
        builder.Output(text, ElementType.String);

        var graph = Model.Parse(builder.Build().ToBytes()).Graph;

        Assert.Equal([1f, 2f], graph.Find(tensor)!.Constant!.ToFloats());
        Assert.Equal([0.5f], graph.Find(number)!.Constant!.ToFloats());
        Assert.Empty(graph.Find(number)!.Constant!.Dims);
        Assert.Equal([1f, 2f], graph.Find(numbers)!.Constant!.ToFloats());
        Assert.Equal([5L], graph.Find(integer)!.Constant!.ToInt64s());
        Assert.Equal([5L, 6L], graph.Find(integers)!.Constant!.ToInt64s());
        Assert.Null(graph.Find(text)!.Constant);
        Assert.Equal(new Shape(2), graph.Find(tensor)!.DeclaredShape);
    }

    [Fact]
    public void Sparse_initializers_are_values_without_dense_data()
    {
        var bytes = Messages.Changed(proto =>
        {
            var sparse = new SparseTensorProto
            {
                Values = Tensor.FromFloats("s", [1], [2]).Proto,
                Indices = Tensor.FromInt64s("", [1], [3]).Proto,
            };
            sparse.Dims.Add(4);
            proto.Graph.SparseInitializer.Add(sparse);
            proto.Graph.Node.Add(Messages.Node("Add", ["x", "s"], "z"));
        });

        var model = Model.Parse(bytes);

        Assert.Null(model.Graph.Find("s")!.Constant);
        Assert.Equal(["w", "s"], model.Graph.Initializers.Select(initializer => initializer.Name));
        Assert.Equal(bytes, model.ToBytes());
    }
}
