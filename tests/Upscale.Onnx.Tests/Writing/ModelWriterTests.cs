using Upscale.Onnx.Protobuf;

namespace Upscale.Onnx.Tests.Writing;

public sealed class ModelWriterTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Saving_leaves_only_the_model()
    {
        var path = _folder.Locate("model.onnx");
        var model = Messages.Small();

        model.Save(path);
        model.Save(path);

        Assert.Equal([path], Directory.GetFiles(_folder.Path));
        Assert.Equal(model.ToBytes(), File.ReadAllBytes(path));
        Assert.Equal(path, Model.Load(path).Path);
    }

    [Fact]
    public void A_model_can_be_saved_over_the_file_it_was_read_from()
    {
        var path = _folder.Locate("model.onnx");
        Large().Save(path);
        var model = Model.Load(path);
        var patch = new ModelPatch(model);
        patch.SetMetadata("key", "value");

        patch.Apply().Save(path);

        Assert.Equal("value", Model.Load(path).Metadata["key"]);
        Assert.Equal(Model.Load(path).Graph.Find("w")!.Constant!.ToFloats(), model.Graph.Find("w")!.Constant!.ToFloats());
    }

    [Fact]
    public void A_folder_that_does_not_exist_is_an_error()
    {
        var path = _folder.Locate("absent", "model.onnx");

        Assert.Equal(path, Expect.Error("UPS1013", () => Messages.Small().Save(path)).File);
    }

    [Fact]
    public void A_failed_save_leaves_nothing_behind()
    {
        var path = _folder.Locate("model.onnx");
        Directory.CreateDirectory(path);

        Expect.Error("UPS1013", () => Messages.Small().Save(path));
        Expect.Error("UPS1013", () => ModelWriter.Save(Large().Proto, path, inlineLimit: 0));

        Assert.Empty(Directory.GetFiles(_folder.Path));
        Assert.Empty(Directory.GetFileSystemEntries(path));
    }

    [Fact]
    public void A_failed_save_keeps_the_previous_data_file()
    {
        var path = _folder.Locate("model.onnx");
        Directory.CreateDirectory(path);
        File.WriteAllText(path + ".data", "previous");

        Expect.Error("UPS1013", () => ModelWriter.Save(Large().Proto, path, inlineLimit: 0));

        Assert.Equal("previous", File.ReadAllText(Assert.Single(Directory.GetFiles(_folder.Path))));
    }

    [Fact]
    public void Weights_beyond_the_limit_go_to_one_file_beside_the_model()
    {
        var path = _folder.Locate("model.onnx");
        var model = Large();

        ModelWriter.Save(model.Proto, path, inlineLimit: 1000);

        var stored = ModelProto.Parser.ParseFrom(File.ReadAllBytes(path));
        Assert.Equal([path, path + ".data"], Directory.GetFiles(_folder.Path).Order(StringComparer.Ordinal));
        Assert.Equal(TensorProto.Types.DataLocation.External, stored.Graph.Initializer[0].DataLocation);
        Assert.Equal(model.Proto, Model.Load(path).Proto);
        Assert.Equal(model.Graph.Find("v")!.Constant!.ToFloats(), Model.Load(path).Graph.Find("v")!.Constant!.ToFloats());
    }

    [Fact]
    public void A_model_with_a_data_file_can_be_saved_over_both()
    {
        var path = _folder.Locate("model.onnx");
        ModelWriter.Save(Large().Proto, path, inlineLimit: 1000);

        ModelWriter.Save(Model.Load(path).Proto, path, inlineLimit: 1000);

        Assert.Equal(Large().Proto, Model.Load(path).Proto);
    }

    private static Model Large()
    {
        var builder = new ModelBuilder();
        var sum = builder.Add(builder.Input("x", 64, 64), builder.Weight("w", 64, 64));
        builder.Output(builder.Add(builder.Add(sum, builder.Weight("v", 64, 64)), builder.Weight("small", 64)));
        return builder.Build();
    }
}
