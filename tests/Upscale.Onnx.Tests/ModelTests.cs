using Upscale.Onnx.Protobuf;

namespace Upscale.Onnx.Tests;

public sealed class ModelTests
{
    [Fact]
    public void A_model_tells_versions_producer_and_metadata()
    {
        var builder = new ModelBuilder(opset: 13);
        builder.Output(builder.Node("com.example::Twist", [builder.Input("x", 1)]));
        builder.Metadata("author", "someone");

        var model = Model.Parse(builder.Build().ToBytes());

        Assert.Equal(8, model.IrVersion);
        Assert.Equal("upscale", model.ProducerName);
        Assert.Equal(13, model.Opsets[""]);
        Assert.Equal(1, model.Opsets["com.example"]);
        Assert.Equal("someone", model.Metadata["author"]);
        Assert.Equal(1, model.Graph.Nodes[0].Opset);
        Assert.Null(model.Path);
    }

    [Fact]
    public void Both_spellings_of_the_default_domain_are_one()
    {
        var bytes = Messages.Changed(proto =>
        {
            proto.OpsetImport[0].Domain = "ai.onnx";
            proto.Graph.Node[0].Domain = "ai.onnx";
        });

        var model = Model.Parse(bytes);

        Assert.Equal(17, model.Opsets[""]);
        Assert.All(model.Graph.Nodes, node => Assert.Equal((Domain: "", Opset: 17L), (node.Domain, node.Opset)));
    }

    [Theory]
    [InlineData(6)]
    [InlineData(24)]
    [InlineData(-1)]
    public void An_opset_outside_the_supported_range_is_an_error(long opset)
    {
        var bytes = Messages.Changed(proto => proto.OpsetImport[0].Version = opset);

        var failure = Expect.Error("UPS1004", () => Model.Parse(bytes));

        Assert.Contains("7 to 23", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(99)]
    public void An_unknown_format_version_is_an_error(long version) =>
        Expect.Error("UPS1004", () => Model.Parse(Messages.Changed(proto => proto.IrVersion = version)));

    [Fact]
    public void Nodes_of_the_default_domain_need_an_opset()
    {
        var failure = Expect.Error("UPS1004", () => Model.Parse(Messages.Changed(proto => proto.OpsetImport.Clear())));

        Assert.Contains("Relu", failure.Node, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_domain_without_an_opset_is_accepted()
    {
        var bytes = Messages.Changed(proto => proto.Graph.Node[0].Domain = "com.example");

        Assert.Equal(0, Model.Parse(bytes).Graph.Nodes[0].Opset);
    }

    [Fact]
    public void Errors_name_the_file()
    {
        using var folder = new TemporaryDirectory();
        var path = folder.Write("notes.onnx", "hello, this is text");

        var failure = Expect.Error("UPS1002", () => Model.Load(path));

        Assert.Equal(path, failure.File);
        Assert.StartsWith($"{path} : error UPS1002: ", failure.ToDiagnostic(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_diagnostic_without_a_file_names_the_tool() =>
        Assert.Equal("upscale : error UPS1201: one two", new UpscaleException("UPS1201", "one\ntwo").ToDiagnostic());

    [Fact]
    public void Parsed_weights_are_views_on_the_given_bytes()
    {
        var builder = new ModelBuilder();
        builder.Output(builder.Add(builder.Input("x", 64, 64), builder.Weight("w", 64, 64)));
        var bytes = builder.Build().ToBytes();

        var weights = Model.Parse(bytes).Graph.Find("w")!.Constant!.Bytes.Span;

        Assert.True(bytes.AsSpan().Overlaps(weights));
    }

    [Fact]
    public void Functions_and_newer_parts_survive_a_round_trip()
    {
        var bytes = Messages.Changed(proto =>
        {
            var function = new FunctionProto { Name = "Twist", Domain = "com.example", Overload = "a" };
            function.Node.Add(Messages.Node("Relu", ["x"], "y"));
            proto.Functions.Add(function);
            proto.Configuration.Add(new DeviceConfigurationProto { Name = "pair", NumDevices = 2 });
            var placement = new NodeDeviceConfigurationProto { ConfigurationId = "pair", PipelineStage = 1 };
            placement.ShardingSpec.Add(new ShardingSpecProto { TensorName = "w" });
            proto.Graph.Node[0].DeviceConfigurations.Add(placement);
            proto.Graph.MetadataProps.Add(new StringStringEntryProto { Key = "k", Value = "v" });
        });

        Assert.Equal(bytes, Model.Parse(bytes).ToBytes());
    }
}
