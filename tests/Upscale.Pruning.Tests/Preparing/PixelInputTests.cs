using Upscale.Onnx;
using Upscale.Pruning.Preparing;
using Upscale.Pruning.Tests.Channels;
using Upscale.Pruning.Tests.Rewriting;

namespace Upscale.Pruning.Tests.Preparing;

/// <summary>Models that take pixels, beside the original with (pixel − mean) / std as its input.</summary>
public sealed class PixelInputTests
{
    private const int Size = 6;

    private static readonly PixelFormat ImageNet = new() { Mean = [123.7, 116.3, 103.5], Std = [58.4, 57.1, 57.4] };

    [Theory]
    [InlineData(0, "Conv")]
    [InlineData(1, "Sub Conv")]
    public void What_no_padding_forbids_becomes_part_of_the_convolution(int pad, string operators) => AssertSame(ImageNet, operators, b => b.Conv(Image(b), 3, 8, 3, pad: pad));

    [Fact]
    public void A_convolution_without_bias_gets_one() => AssertSame(ImageNet, "Conv", b => b.Conv(Image(b), 3, 8, 3, pad: 0, bias: false));

    [Fact]
    public void One_value_holds_for_all_channels() => AssertSame(new() { Mean = [127.5], Std = [127.5] }, "Conv", b => b.Conv(Image(b), 3, 8, 3, pad: 0));

    [Fact]
    public void A_scale_alone_is_folded_whatever_is_padded() => AssertSame(new() { Std = [255] }, "Conv", b => b.Conv(Image(b), 3, 8, 3, pad: 1));

    [Fact]
    public void What_is_read_by_other_layers_too_is_normalised_by_nodes() => AssertSame(ImageNet, "Sub Div Conv MaxPool Concat", b =>
    {
        var x = Image(b);
        return b.Concat(1, b.Conv(x, 3, 8, 3, pad: 1), b.Node("MaxPool", [x], ("kernel_shape", new long[] { 3, 3 }), ("pads", new long[] { 1, 1, 1, 1 })));
    });

    [Fact]
    public void Rows_of_pixels_are_brought_into_planes() => AssertSame(ImageNet with { Layout = PixelLayout.Nhwc }, "Transpose Conv", b => b.Conv(Image(b), 3, 8, 3, pad: 0));

    [Fact]
    public void Half_precision_is_normalised_by_nodes()
    {
        var model = Analysed.Model(b => b.Output(b.Node("Cast", [b.Node("Relu", [b.Input("x", ElementType.Float16, 1, 3, Size, Size)])], ("to", 1L))));

        Assert.Equal("Sub Div Relu Cast", Operators(new ModelPreparation { Pixels = ImageNet }.Apply(model)));
    }

    [Fact]
    public void A_prepared_model_prunes_as_any_other()
    {
        var prepared = new ModelPreparation { Pixels = ImageNet with { Layout = PixelLayout.Nhwc } }
            .Apply(Analysed.Model(b => b.Output(b.Conv(b.Relu(b.Conv(Image(b), 3, 16, 3)), 16, 4, 3))));

        Oracle.AssertEqual(prepared, Pruner.Prune(prepared, new() { Ratio = 0.5, Round = 1 }));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void As_many_values_as_channels_are_needed(int values) =>
        AssertNotAllowed(new() { Mean = [.. Enumerable.Repeat(1.0, values)] }, b => b.Conv(Image(b), 3, 8, 1));

    [Fact]
    public void An_image_is_needed() => AssertNotAllowed(ImageNet, b => b.Gemm(b.Input("x", 1, 3), 3, 2));

    private static void AssertNotAllowed(PixelFormat pixels, Func<ModelBuilder, string> build) =>
        Assert.Equal("UPS1208", Assert.Throws<UpscaleException>(() => new ModelPreparation { Pixels = pixels }.Apply(Analysed.Model(b => b.Output(build(b))))).Code);

    private static string Image(ModelBuilder b) => b.Input("x", 1, 3, Size, Size);

    private static void AssertSame(PixelFormat pixels, string operators, Func<ModelBuilder, string> build)
    {
        var model = Analysed.Model(b => b.Output(build(b)));
        var prepared = new ModelPreparation { Pixels = pixels }.Apply(model);
        Assert.Equal(operators, Operators(prepared));

        var image = Enumerable.Range(0, 3 * Size * Size).Select(i => (float)(i * 37 % 256)).ToArray();
        static double At(System.Collections.Immutable.ImmutableArray<double> values, int channel, double none) => values.Length == 0 ? none : values[channel % values.Length];
        var normal = image.Select((pixel, i) => (float)((pixel - At(pixels.Mean, i / (Size * Size), 0)) / At(pixels.Std, i / (Size * Size), 1))).ToArray();
        var given = pixels.Layout == PixelLayout.Nchw ? image : [.. Enumerable.Range(0, image.Length).Select(i => image[(i % 3 * Size * Size) + (i / 3)])];

        var (expected, actual) = (ModelRun.Of(model, normal), ModelRun.Of(prepared, given));
        var tolerance = 1e-4 * expected.Max(Math.Abs);
        Assert.All(expected.Zip(actual), pair => Assert.InRange(pair.Second, pair.First - tolerance, pair.First + tolerance));
    }

    private static string Operators(Model model) => string.Join(' ', model.Graph.Nodes.Select(node => node.OpType));
}
