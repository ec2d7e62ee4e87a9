using System.Text;
using Upscale.Cli.Building;
using Upscale.Onnx;

namespace Upscale.Cli.Tests.Building;

public sealed class LabelFileTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("cat\ndog", "cat|dog")]
    [InlineData("cat\r\ndog\r\n", "cat|dog")]
    [InlineData("\uFEFFKätzchen\n\n  two words \n\n\n", "Kätzchen||  two words ")]
    public void Each_line_is_a_label(string text, string expected) =>
        Assert.Equal(expected.Split('|'), LabelFile.Read(_folder.Write("labels.txt", text)).Names);

    [Theory]
    [InlineData("")]
    [InlineData("\n\r\n")]
    public void A_file_without_a_label_is_an_error(string text)
    {
        var failure = Assert.Throws<UpscaleException>(() => LabelFile.Read(_folder.Write("labels.txt", text)));

        Assert.Equal("UPS1511", failure.Code);
        Assert.Equal(_folder.Locate("labels.txt"), failure.File);
    }

    [Fact]
    public void A_missing_file_and_another_encoding_are_errors()
    {
        File.WriteAllBytes(_folder.Locate("latin1.txt"), Encoding.Latin1.GetBytes("größe"));

        Assert.Contains("not UTF-8", Assert.Throws<UpscaleException>(() => LabelFile.Read(_folder.Locate("latin1.txt"))).Message, StringComparison.Ordinal);
        Assert.Equal("UPS1511", Assert.Throws<UpscaleException>(() => LabelFile.Read(_folder.Locate("absent.txt"))).Code);
        Assert.Equal("UPS1511", Assert.Throws<UpscaleException>(() => LabelFile.Read(_folder.Path)).Code);
    }

    [Fact]
    public void Labels_that_fit_no_output_are_an_error_that_names_the_outputs()
    {
        var model = Networks.Residual();

        var failure = Assert.Throws<UpscaleException>(() => new LabelFile("labels.txt", ["one", "two"]).AxesIn(model));

        Assert.Equal("UPS1512", failure.Code);
        Assert.Contains($"2 labels, and no output has as many channels: '{model.Graph.Outputs[0].Name}' [N,10]", failure.Message, StringComparison.Ordinal);
    }
}
