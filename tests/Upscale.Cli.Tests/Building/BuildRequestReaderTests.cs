using Upscale.Cli.Building;
using Upscale.Onnx;

namespace Upscale.Cli.Tests.Building;

public sealed class BuildRequestReaderTests
{
    [Fact]
    public void Every_record_is_read_and_decoded()
    {
        var request = BuildRequestReader.Parse(
            [
                "upscale-request\t1",
                "project\t%2Fhome%2Fapp.csproj",
                "tool\tupscale.dll",
                "onnxruntime\tmanaged.dll\tnative%20folder%2Flib.so",
                "cache\tshared%2F",
                "signature-only\tfalse",
                "model\ta%3Bb%25%C3%BC.onnx",
                "option\tRatio\t0.25",
                "input\tsamples%2Fa.npy",
                "chained\tx\tout%2Fencoder.onnx\tfeatures%3A0",
                "handed-over\ty",
                "output\tmodel\tout%2Fa.onnx",
                "signature-only\ttrue",
                "model\tsecond.onnx",
            ],
            "request.txt");

        Assert.Equal(("managed.dll", "native folder/lib.so"), (request.OnnxRuntimeAssembly, request.OnnxRuntimeLibrary));
        Assert.Equal(["a;b%ü.onnx", "second.onnx"], request.Models.Select(model => model.Source));
        Assert.Equal([false, true], request.Models.Select(model => model.SignatureOnly));
        Assert.All(request.Models, model => Assert.Equal("/home/app.csproj", model.Project));
        Assert.Equal("0.25", request.Models[0].Option("Ratio"));
        Assert.Equal("out/a.onnx", request.Models[0].Output("model"));
        Assert.Equal("samples/a.npy", Assert.Single(request.Models[0].Inputs));
        Assert.Equal(new ChainedModel("x", "out/encoder.onnx", "features:0"), Assert.Single(request.Models[0].Chained));
        Assert.Equal("y", Assert.Single(request.Models[0].HandedOver));
        Assert.All(request.Models, model => Assert.Equal("shared/", model.CacheFolder));
        Assert.Null(request.Models[1].Option("Ratio"));
        Assert.Empty(request.Models[1].Inputs);
    }

    [Theory]
    [InlineData("")]
    [InlineData("upscale-request\t2")]
    [InlineData("upscale-request\t1", "option\tRatio\t0.4")]
    [InlineData("upscale-request\t1", "model")]
    [InlineData("upscale-request\t1", "wish\tsomething")]
    public void A_request_that_is_not_understood_is_an_error(params string[] lines)
    {
        var error = Assert.Throws<UpscaleException>(() => BuildRequestReader.Parse(lines, "request.txt"));

        Assert.Equal(("UPS1610", "request.txt"), (error.Code, error.File));
    }
}
