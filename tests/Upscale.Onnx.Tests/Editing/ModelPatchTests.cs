using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Upscale.Onnx.Tests.Editing;

public sealed class ModelPatchTests
{
    private readonly Model _model = Sample();

    private Graph Graph => _model.Graph;

    [Fact]
    public void Without_edits_nothing_changes() => Assert.Equal(_model.ToBytes(), new ModelPatch(_model).Apply().ToBytes());

    [Fact]
    public void The_patched_model_itself_never_changes()
    {
        var before = _model.ToBytes();
        var patch = new ModelPatch(_model);
        patch.SetInput(Graph.Nodes[0], 2, "");
        patch.SetAttribute(Graph.Nodes[0], "group", 1);
        patch.SetDeclaredShape(Graph.Inputs[0], null);
        patch.SetMetadata("author", "someone else");
        patch.ReplaceUses(Graph.Find("relu_1")!, "conv_0");
        patch.Apply();

        Assert.Equal(before, _model.ToBytes());
    }

    [Fact]
    public void Inner_values_become_outputs_once()
    {
        var patch = new ModelPatch(_model);
        patch.AddOutput(Graph.Find("conv_0")!);
        patch.AddOutput(Graph.Find("conv_0")!);
        patch.AddOutput(Graph.Outputs[0]);

        var patched = patch.Apply().Graph;

        Assert.Equal([.. Graph.Outputs.Select(output => output.Name), "conv_0"], patched.Outputs.Select(output => output.Name));
        Assert.True(patched.Find("conv_0")!.IsGraphOutput);
    }

    [Fact]
    public void Untouched_weights_are_shared_not_copied()
    {
        var loaded = Model.Parse(_model.ToBytes());
        var patch = new ModelPatch(loaded);
        patch.SetAttribute(loaded.Graph.Nodes[0], "group", 1);

        var before = loaded.Graph.Find("conv_0_weight")!.Constant!;
        var after = patch.Apply().Graph.Find("conv_0_weight")!.Constant!;

        Assert.Same(before, after);
        Assert.True(Unsafe.AreSame(ref MemoryMarshal.GetReference(before.Bytes.Span), ref MemoryMarshal.GetReference(after.Bytes.Span)));
    }

    [Fact]
    public void New_weights_are_wrapped_not_copied()
    {
        var bytes = new byte[8 * 3 * 3 * 3 * sizeof(float)];
        var patch = new ModelPatch(_model);
        var name = patch.AddInitializer(Tensor.FromBytes("conv_0_weight", ElementType.Float, [8, 3, 3, 3], bytes));
        patch.SetInput(Graph.Nodes[0], 1, name);

        var patched = patch.Apply();

        Assert.Equal("conv_0_weight_1", name);
        Assert.True(bytes.AsSpan().Overlaps(patched.Graph.Nodes[0].Input(1)!.Constant!.Bytes.Span));
        Assert.Null(patched.Graph.Find("conv_0_weight"));
    }

    [Fact]
    public void Inputs_are_replaced_omitted_and_appended()
    {
        var patch = new ModelPatch(_model);
        patch.SetInput(Graph.Nodes[0], 2, "");
        patch.SetInput(Graph.Nodes[1], 2, patch.AddInitializer(Tensor.FromFloats("extra", [], [1])));

        var graph = patch.Apply().Graph;

        Assert.Null(graph.Nodes[0].Input(2));
        Assert.Equal(["conv_0", null, "extra"], graph.Nodes[1].Inputs.Select(input => input?.Name));
        Assert.Null(graph.Find("conv_0_bias"));
    }

    [Fact]
    public void Attributes_are_replaced_added_and_removed()
    {
        var patch = new ModelPatch(_model);
        var node = Graph.Nodes[0];
        patch.SetAttribute(node, "pads", [0, 0, 0, 0]);
        patch.SetAttribute(node, "alpha", 0.5f);
        patch.SetAttribute(node, "auto_pad", "VALID");
        patch.SetAttribute(node, "group", 7);
        patch.RemoveAttribute(node, "strides");
        patch.RemoveAttribute(node, "absent");

        var patched = patch.Apply().Graph.Nodes[0];

        Assert.Equal([0L, 0, 0, 0], patched.Ints("pads")!);
        Assert.Equal(0.5f, patched.Float("alpha", 0));
        Assert.Equal("VALID", patched.Text("auto_pad", ""));
        Assert.Equal(7, patched.Int("group", 0));
        Assert.False(patched.HasAttribute("strides"));
        Assert.Equal(["kernel_shape", "pads", "group", "alpha", "auto_pad"], patched.AttributeNames);
    }

    [Fact]
    public void Nodes_inserted_before_one_node_keep_their_order()
    {
        var patch = new ModelPatch(_model);
        var relu = Graph.Nodes[1];
        var first = patch.FreshName("first");
        var second = patch.FreshName("second");
        patch.InsertBefore(relu, "Neg", ["conv_0"], [first]);
        patch.InsertBefore(relu, "LeakyRelu", [first], [second], ("alpha", 0.25f));
        patch.SetInput(relu, 0, second);

        var nodes = patch.Apply().Graph.Nodes;

        Assert.Equal(["Conv", "Neg", "LeakyRelu", "Relu", "Add"], nodes.Take(5).Select(node => node.OpType));
        Assert.Equal(0.25f, nodes[2].Float("alpha", 0));
        Assert.Same(nodes[2], nodes[3].Input(0)!.Producer);
    }

    [Fact]
    public void A_copied_node_has_the_attributes_of_the_first_and_operands_of_its_own()
    {
        var patch = new ModelPatch(_model);
        var (conv, relu) = (Graph.Nodes[0], Graph.Nodes[1]);
        var name = patch.FreshName("copy");
        patch.InsertCopy(conv, [conv.Inputs[0]!.Name, conv.Inputs[1]!.Name], [name]);
        patch.SetInput(relu, 0, name);

        var copy = patch.Apply().Graph.Nodes.Single(node => node.Name == name);

        Assert.Equal(conv.AttributeNames, copy.AttributeNames);
        Assert.Equal(conv.Ints("pads")!, copy.Ints("pads")!);
        Assert.Equal([conv.Inputs[0]!.Name, conv.Inputs[1]!.Name], copy.Inputs.Select(input => input!.Name));
    }

    [Fact]
    public void A_removed_node_can_be_replaced_under_the_same_output_names()
    {
        var patch = new ModelPatch(_model);
        var last = Graph.Outputs[0].Producer!;
        patch.InsertBefore(last, "Sub", ["relu_1", "conv_0"], [Graph.Outputs[0].Name]);
        patch.RemoveNode(last);

        var patched = patch.Apply();

        Assert.Equal(Graph.Outputs[0].Name, patched.Graph.Outputs[0].Name);
        Assert.Equal("Sub", patched.Graph.Outputs[0].Producer!.OpType);
    }

    [Fact]
    public void Replaced_uses_reach_every_reader_but_not_the_inserted_ones()
    {
        var patch = new ModelPatch(_model);
        var relu = Graph.Find("relu_1")!;
        var halved = patch.FreshName("halved");
        patch.InsertBefore(Graph.Nodes[2], "Neg", ["relu_1"], [halved]);
        patch.ReplaceUses(relu, halved);

        var patched = patch.Apply().Graph;

        Assert.Equal(halved, patched.Find("add_2")!.Producer!.Input(0)!.Name);
        Assert.Equal("Neg", Assert.Single(patched.Find("relu_1")!.Uses).Node.OpType);
    }

    [Fact]
    public void Replacements_follow_chains_of_removed_nodes()
    {
        var builder = new ModelBuilder();
        var x = builder.Input("x", 4);
        var first = builder.Node("Identity", [x]);
        var second = builder.Node("Identity", [first]);
        builder.Output(builder.Relu(second));
        var model = builder.Build();
        var patch = new ModelPatch(model);
        patch.ReplaceUses(model.Graph.Find(first)!, x);
        patch.ReplaceUses(model.Graph.Find(second)!, first);
        patch.RemoveNode(model.Graph.Nodes[0]);
        patch.RemoveNode(model.Graph.Nodes[1]);

        var node = Assert.Single(patch.Apply().Graph.Nodes);

        Assert.Equal(x, node.Input(0)!.Name);
    }

    [Fact]
    public void Graph_outputs_keep_their_names_when_uses_are_replaced()
    {
        var builder = new ModelBuilder();
        var relu = builder.Relu(builder.Input("x", 4));
        builder.Output(relu);
        builder.Output(builder.Node("Neg", [relu]));
        var model = builder.Build();
        var patch = new ModelPatch(model);
        patch.ReplaceUses(model.Graph.Find(relu)!, "x");

        var graph = patch.Apply().Graph;

        Assert.Equal([relu, "neg_1"], graph.Outputs.Select(output => output.Name));
        Assert.Equal("x", graph.Nodes[1].Input(0)!.Name);
    }

    [Fact]
    public void Shapes_are_declared_changed_and_forgotten()
    {
        var patch = new ModelPatch(_model);
        patch.SetDeclaredShape(Graph.Find("x")!, new Shape(1, 3, 8, 8));
        patch.SetDeclaredShape(Graph.Find("conv_0")!, null);
        patch.SetDeclaredShape(Graph.Outputs[0], null);

        var graph = patch.Apply().Graph;

        Assert.Equal(new Shape(1, 3, 8, 8), graph.Find("x")!.DeclaredShape);
        Assert.Equal(ElementType.Undefined, graph.Find("conv_0")!.ElementType);
        Assert.Null(graph.Outputs[0].DeclaredShape);
        Assert.Equal(ElementType.Float, graph.Outputs[0].ElementType);
    }

    [Fact]
    public void Metadata_are_added_and_replaced()
    {
        var patch = new ModelPatch(_model);
        patch.SetMetadata("author", "someone else");
        patch.SetMetadata("added", "yes");

        var metadata = patch.Apply().Metadata;

        Assert.Equal("someone else", metadata["author"]);
        Assert.Equal("yes", metadata["added"]);
        Assert.Equal("someone", _model.Metadata["author"]);
    }

    [Fact]
    public void Fresh_names_avoid_the_model_and_each_other()
    {
        var patch = new ModelPatch(_model);

        Assert.Equal(["conv_0_1", "conv_0_2", "new", "new_1", "value"], new[] { "conv_0", "conv_0", "new", "new", "" }.Select(patch.FreshName));
    }

    [Fact]
    public void A_dangling_name_is_our_bug()
    {
        var patch = new ModelPatch(_model);
        patch.RemoveNode(Graph.Nodes[0]);

        Assert.Contains("conv_0", Assert.Throws<InvalidOperationException>(patch.Apply).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nodes_of_another_model_are_refused() =>
        Assert.Throws<ArgumentException>(() => new ModelPatch(_model).RemoveNode(Sample().Graph.Nodes[0]));

    [Fact]
    public void Initializers_added_to_an_old_model_are_inputs_too()
    {
        var model = Model.Parse(Messages.Changed(_model, proto =>
        {
            proto.IrVersion = 3;
            proto.OpsetImport[0].Version = 8;
        }));
        var patch = new ModelPatch(model);
        patch.SetInput(model.Graph.Nodes[0], 2, patch.AddInitializer(Tensor.FromFloats("bias", [8], new float[8])));

        var value = patch.Apply().Graph.Find("bias")!;

        Assert.True(value.IsGraphInput);
        Assert.NotNull(value.Constant);
    }

    private static Model Sample()
    {
        var builder = new ModelBuilder();
        var x = builder.Input("x", Dim.Symbolic("N"), 3, 8, 8);
        var conv = builder.Conv(x, 3, 8, 3);
        builder.Describe(conv, ElementType.Float, Dim.Symbolic("N"), 8, 8, 8);
        var relu = builder.Relu(conv);
        var sum = builder.Add(relu, conv);
        builder.Output(builder.Conv(sum, 8, 4, 1), Dim.Symbolic("N"), 4, 8, 8);
        builder.Metadata("author", "someone");
        return builder.Build();
    }
}
