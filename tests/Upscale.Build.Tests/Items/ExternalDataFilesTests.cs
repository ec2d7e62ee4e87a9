using Upscale.Build.Items;
using Upscale.Build.Tests.Projects;

namespace Upscale.Build.Tests.Items;

public sealed class ExternalDataFilesTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    [Fact]
    public void A_model_with_its_weights_inside_has_none()
    {
        TestModels.Classifier().Save(_folder.Locate("model.onnx"));

        Assert.Empty(ExternalDataFiles.Of(_folder.Locate("model.onnx")));
    }

    [Fact]
    public void The_files_that_tensors_refer_to_are_found()
    {
        var data = _folder.Write("weights.bin", "");
        File.WriteAllBytes(_folder.Locate("model.onnx"), ExternalModel.Complete("weights.bin", "absent.bin"));

        Assert.Equal([data], ExternalDataFiles.Of(_folder.Locate("model.onnx")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("this is no model at all")]
    [InlineData(":\u0080\u0080\u0080\u0080")]
    public void A_file_that_is_no_model_has_none(string text) => Assert.Empty(ExternalDataFiles.Of(_folder.Write("model.onnx", text)));

    public void Dispose() => _folder.Dispose();
}
