using Upscale.Onnx.Protobuf;

namespace Upscale.Onnx.Tests.Linking;

public sealed class InvalidGraphTests
{
    [Fact]
    public void Two_definitions_of_one_value_are_an_error() =>
        Rejected("UPS1007", "'relu_0'", proto => proto.Graph.Node.Add(Messages.Node("Relu", ["x"], "relu_0")));

    [Fact]
    public void A_node_may_not_overwrite_an_input() =>
        Rejected("UPS1007", "'x'", proto => proto.Graph.Node.Add(Messages.Node("Relu", ["w"], "x")));

    [Fact]
    public void Two_initializers_of_one_name_are_an_error() =>
        Rejected("UPS1007", "'w'", proto => proto.Graph.Initializer.Add(proto.Graph.Initializer[0].Clone()));

    [Fact]
    public void Two_inputs_of_one_name_are_an_error() =>
        Rejected("UPS1007", "'x'", proto => proto.Graph.Input.Add(proto.Graph.Input[0].Clone()));

    [Fact]
    public void Two_outputs_of_one_name_are_an_error() =>
        Rejected("UPS1007", "output 'add_1'", proto => proto.Graph.Output.Add(proto.Graph.Output[0].Clone()));

    [Fact]
    public void Two_outputs_of_one_name_are_an_error_where_an_input_is_an_output_too() => Rejected("UPS1007", "output 'x'", proto =>
    {
        proto.Graph.Output.Add(proto.Graph.Input[0].Clone());
        proto.Graph.Output.Add(proto.Graph.Input[0].Clone());
    });

    [Fact]
    public void An_undefined_input_is_an_error_that_names_node_and_value()
    {
        var failure = Rejected("UPS1008", "'absent'", proto => proto.Graph.Node[0].Input[0] = "absent");

        Assert.Equal("Relu 'relu_0'", failure.Node);
    }

    [Fact]
    public void An_undefined_graph_output_is_an_error() =>
        Rejected("UPS1008", "'absent'", proto => proto.Graph.Output[0].Name = "absent");

    [Fact]
    public void Unsorted_nodes_are_an_error_that_names_both_nodes()
    {
        var failure = Rejected("UPS1009", "sorted", proto =>
        {
            var relu = proto.Graph.Node[0];
            proto.Graph.Node.RemoveAt(0);
            proto.Graph.Node.Add(relu);
        });

        Assert.Equal("Add 'add_1'", failure.Node);
        Assert.Contains("Relu 'relu_0'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cycle_is_an_error_that_names_a_node_on_it()
    {
        var failure = Rejected("UPS1009", "cycle", proto =>
        {
            proto.Graph.Node.Insert(0, Messages.Node("Neg", ["b"], "unconcerned"));
            proto.Graph.Node.Add(Messages.Node("Abs", ["b"], "a"));
            proto.Graph.Node.Add(Messages.Node("Exp", ["a"], "b"));
        });

        Assert.True(failure.Node is "Abs -> a" or "Exp -> b", failure.Node);
    }

    [Fact]
    public void A_node_that_reads_its_own_output_is_a_cycle() =>
        Rejected("UPS1009", "cycle", proto => proto.Graph.Node.Add(Messages.Node("Abs", ["a"], "a")));

    [Fact]
    public void A_node_without_an_operator_is_an_error() =>
        Rejected("UPS1002", "operator", proto => proto.Graph.Node[0].ClearOpType());

    [Fact]
    public void An_input_without_a_name_is_an_error() =>
        Rejected("UPS1002", "name", proto => proto.Graph.Input.Add(new ValueInfoProto()));

    [Theory]
    [InlineData(5L)]
    [InlineData(3L)]
    [InlineData(0L)]
    [InlineData(1L << 40)]
    public void Data_that_do_not_fit_their_dimensions_are_an_error(long size) =>
        Rejected("UPS1010", "initializer 'w' is Float", proto => proto.Graph.Initializer[0].Dims[0] = size);

    [Fact]
    public void A_tensor_without_data_is_an_error() =>
        Rejected("UPS1010", "takes 4 entries, but 0", proto => proto.Graph.Initializer[0].ClearRawData());

    [Fact]
    public void An_unknown_element_type_is_an_error() =>
        Rejected("UPS1010", "element type", proto => proto.Graph.Initializer[0].DataType = 77);

    [Fact]
    public void A_damaged_constant_node_is_an_error() => Rejected("UPS1010", "Constant -> c", proto =>
    {
        var node = Messages.Node("Constant", [], "c");
        node.Attribute.Add(Attributes.Create("value", Tensor.FromFloats("", [2], [1, 2])));
        node.Attribute[0].T.Dims[0] = 3;
        proto.Graph.Node.Add(node);
    });

    [Theory]
    [InlineData(-1L)]
    [InlineData(long.MinValue)]
    public void A_negative_dimension_of_a_tensor_is_an_error(long size) =>
        Rejected("UPS1011", "negative", proto => proto.Graph.Initializer[0].Dims[0] = size);

    [Fact]
    public void Dimensions_whose_product_overflows_are_an_error() =>
        Rejected("UPS1011", "64 bits", proto => proto.Graph.Initializer[0].Dims.Add([long.MaxValue, long.MaxValue]));

    [Fact]
    public void A_negative_declared_dimension_is_an_error() =>
        Rejected("UPS1011", "'x'", proto => proto.Graph.Input[0].Type.TensorType.Shape.Dim[0].DimValue = -2);

    [Fact]
    public void A_declared_shape_that_overflows_is_an_error() =>
        Rejected("UPS1011", "64 bits", proto => proto.Graph.Input[0].Type.TensorType.Shape.Dim[0].DimValue = long.MaxValue);

    private static UpscaleException Rejected(string code, string words, Action<ModelProto> change)
    {
        var failure = Expect.Error(code, () => Model.Parse(Messages.Changed(change)));
        Assert.Contains(words, failure.Message, StringComparison.Ordinal);
        return failure;
    }
}
