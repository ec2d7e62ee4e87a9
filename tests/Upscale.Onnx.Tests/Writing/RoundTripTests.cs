using Upscale.Onnx.Protobuf;

namespace Upscale.Onnx.Tests.Writing;

public sealed class RoundTripTests
{
    [SharedTheory]
    [SharedModelData]
    public void Real_models_survive_reading_and_writing_field_by_field(string name)
    {
        using var folder = new TemporaryDirectory();
        var copy = folder.Locate(name);

        Model.Load(SharedModels.Locate(name)).Save(copy);

        Assert.Equal(ModelProto.Parser.ParseFrom(File.ReadAllBytes(SharedModels.Locate(name))), ModelProto.Parser.ParseFrom(File.ReadAllBytes(copy)));
    }

    [SharedTheory]
    [SharedModelData]
    public void Real_models_survive_an_empty_patch(string name)
    {
        var model = Model.Load(SharedModels.Locate(name));

        var patched = new ModelPatch(model).Apply();

        Assert.Equal(model.Graph.Outputs.Select(output => output.Name), patched.Graph.Outputs.Select(output => output.Name));
        Assert.Equal(model.Graph.Inputs.Select(input => input.Name), patched.Graph.Inputs.Select(input => input.Name));
        Assert.InRange(patched.Graph.Nodes.Count, 1, model.Graph.Nodes.Count);
    }
}
