using Upscale.Onnx.Protobuf;

namespace Upscale.Onnx.Tests.Editing;

public sealed class UnusedPartsTests
{
    [Fact]
    public void Nodes_and_initializers_that_nobody_reads_are_removed()
    {
        var builder = new ModelBuilder();
        var x = builder.Input("x", 4);
        builder.Relu(builder.Add(x, builder.Uniform("unused", 0, 1, 4)));
        var used = builder.Add(x, builder.Uniform("used", 0, 1, 4));
        builder.Output(used);

        var graph = Swept(builder.Build().ToBytes());

        Assert.Equal([used], graph.Nodes.Select(node => node.Outputs[0]!.Name));
        Assert.Equal(["used"], graph.Initializers.Select(value => value.Name));
    }

    [Fact]
    public void A_node_stays_while_one_of_its_outputs_is_read()
    {
        var builder = new ModelBuilder();
        var parts = builder.NodeMany("Split", [builder.Input("x", 4)], 2, ("axis", 0L));
        builder.Output(parts[1]);

        Assert.Equal(2, Assert.Single(Swept(builder.Build().ToBytes()).Nodes).Outputs.Count);
    }

    [Fact]
    public void Unused_inputs_stay_but_unused_initializers_leave_the_list_of_inputs()
    {
        var graph = Swept(Messages.Changed(proto =>
        {
            proto.Graph.Initializer.Add(Tensor.FromFloats("unused", [1], [1]).Proto);
            proto.Graph.Input.Add(new ValueInfoProto { Name = "unused", Type = ValueTypes.Tensor(ElementType.Float, new Shape(1)) });
            proto.Graph.Input.Add(new ValueInfoProto { Name = "idle", Type = ValueTypes.Tensor(ElementType.Float, new Shape(1)) });
        }));

        Assert.Null(graph.Find("unused"));
        Assert.Equal(["x", "idle"], graph.Inputs.Select(input => input.Name));
    }

    [Fact]
    public void Captured_values_and_their_producers_stay()
    {
        var builder = new ModelBuilder();
        var condition = builder.Input("condition", ElementType.Bool);
        var captured = builder.Add(builder.Input("x", 4), builder.Uniform("w", 0, 1, 4));
        var inner = builder.Subgraph("inner");
        inner.Output(inner.Relu(captured));
        var outer = builder.Subgraph("outer");
        outer.Output(outer.Node("If", [condition], ("then_branch", inner), ("else_branch", inner)));
        builder.Output(builder.Node("If", [condition], ("then_branch", outer), ("else_branch", outer)));

        var graph = Swept(builder.Build().ToBytes());

        Assert.Equal(2, graph.Nodes.Count);
        Assert.NotNull(graph.Find("w"));
        Assert.True(graph.Find(captured)!.IsCaptured);
    }

    [Fact]
    public void Replaced_uses_reach_into_sub_graphs()
    {
        var model = Branching();
        var patch = new ModelPatch(model);
        patch.ReplaceUses(model.Graph.Find("relu_0")!, "x");

        var graph = patch.Apply().Graph;

        var node = Assert.Single(graph.Nodes);
        Assert.Equal(["condition", "x"], node.Captured.Select(value => value.Name).Prepend(node.Input(0)!.Name));
        Assert.Equal("relu_0", Assert.Single(model.Graph.Nodes[1].Captured).Name);
    }

    [Fact]
    public void A_name_that_a_sub_graph_hides_is_refused()
    {
        var model = Branching();
        var patch = new ModelPatch(model);
        patch.InsertBefore(model.Graph.Nodes[1], "Neg", ["x"], ["body_neg_0"]);
        patch.ReplaceUses(model.Graph.Find("relu_0")!, "body_neg_0");

        Assert.Throws<InvalidOperationException>(patch.Apply);
    }

    [Fact]
    public void Descriptions_and_annotations_leave_with_their_values()
    {
        var graph = Messages.Changed(proto =>
        {
            proto.Graph.Node.Add(Messages.Node("Neg", ["x"], "unused"));
            proto.Graph.Initializer.Add(Tensor.FromFloats("scale", [], [1]).Proto);
            proto.Graph.Initializer.Add(Tensor.FromFloats("unused_scale", [], [1]).Proto);
            foreach (var name in new[] { "relu_0", "unused", "foreign" })
            {
                proto.Graph.ValueInfo.Add(new ValueInfoProto { Name = name, Type = ValueTypes.Tensor(ElementType.Float, new Shape(1, 4)) });
            }

            proto.Graph.QuantizationAnnotation.Add(Annotation("relu_0", "scale"));
            proto.Graph.QuantizationAnnotation.Add(Annotation("unused", "unused_scale"));
        });

        var swept = new ModelPatch(Model.Parse(graph)).Apply().Proto.Graph;

        Assert.Equal(["relu_0", "foreign"], swept.ValueInfo.Select(info => info.Name));
        Assert.Equal(["relu_0"], swept.QuantizationAnnotation.Select(annotation => annotation.TensorName));
        Assert.Equal(["w", "scale"], swept.Initializer.Select(tensor => tensor.Name));
    }

    [Fact]
    public void Initializers_that_training_refers_to_stay()
    {
        var bytes = Messages.Changed(proto =>
        {
            proto.Graph.Initializer.Add(Tensor.FromFloats("moment", [1], [1]).Proto);
            var training = new TrainingInfoProto();
            training.UpdateBinding.Add(new StringStringEntryProto { Key = "moment", Value = "next" });
            proto.TrainingInfo.Add(training);
        });

        Assert.NotNull(Swept(bytes).Find("moment"));
    }

    private static Graph Swept(byte[] bytes) => new ModelPatch(Model.Parse(bytes)).Apply().Graph;

    private static TensorAnnotation Annotation(string tensor, string scale)
    {
        var annotation = new TensorAnnotation { TensorName = tensor };
        annotation.QuantParameterTensorNames.Add(new StringStringEntryProto { Key = "SCALE_TENSOR", Value = scale });
        return annotation;
    }

    private static Model Branching()
    {
        var builder = new ModelBuilder();
        var relu = builder.Relu(builder.Input("x", 4));
        var condition = builder.Input("condition", ElementType.Bool);
        var body = builder.Subgraph("body");
        body.Output(body.Node("Neg", [relu]));
        builder.Output(builder.Node("If", [condition], ("then_branch", body), ("else_branch", body)));
        return builder.Build();
    }
}
