using Upscale.Onnx;

namespace Upscale.Pruning.Tests.Rewriting.Families;

/// <summary>Convolutional networks, by how their branches meet.</summary>
internal static class ConvolutionFamilies
{
    private const int Width = 24;

    public static IEnumerable<Family> All =>
    [
        new("residual", b =>
        {
            var x = Normalised(b, Image(b), 3, Width);
            x = b.Relu(b.Add(x, Normalised(b, b.Relu(Normalised(b, x, Width, Width)), Width, Width)));
            x = b.Relu(b.Add(b.Conv(x, Width, 32, 1), Normalised(b, b.Relu(Normalised(b, x, Width, Width)), Width, 32)));
            Classify(b, x, 32);
        }),
        new("bottleneck", b =>
        {
            var x = b.Relu(Normalised(b, Image(b), 3, 32));
            for (var block = 0; block < 2; block++)
            {
                var inner = b.Relu(b.Conv(b.Relu(b.Conv(x, 32, 8, 1)), 8, 8, 3));
                x = b.Relu(b.Add(x, b.Conv(inner, 8, 32, 1)));
            }

            Classify(b, x, 32);
        }),
        new("dense block", b =>
        {
            var x = b.Conv(Image(b), 3, 12, 3);
            for (var channels = 12; channels < 48; channels += 12)
            {
                x = b.Concat(1, x, b.Conv(b.Relu(b.BatchNormalization(x, channels)), channels, 12, 3));
            }

            Classify(b, b.Relu(b.BatchNormalization(x, 48)), 48);
        }),
        new("inception", b =>
        {
            var x = b.Relu(b.Conv(Image(b), 3, Width, 3));
            var pooled = b.Node("AveragePool", [x], ("kernel_shape", new long[] { 3, 3 }), ("pads", new long[] { 1, 1, 1, 1 }));
            var joined = b.Concat(1, b.Conv(x, Width, 10, 1), b.Conv(b.Conv(x, Width, 8, 1), 8, 18, 3), b.Conv(pooled, Width, 7, 1), pooled);
            Classify(b, b.Relu(b.BatchNormalization(joined, 59)), 59);
        }),
        new("fire module", b =>
        {
            var squeezed = b.Relu(b.Conv(b.Conv(Image(b), 3, Width, 3), Width, 8, 1));
            Classify(b, b.Concat(1, b.Relu(b.Conv(squeezed, 8, 16, 1)), b.Relu(b.Conv(squeezed, 8, 16, 3))), 32);
        }),
        new("inverted residual", b =>
        {
            var x = b.Conv(Image(b), 3, 16, 3);
            var wide = Clip(b, b.BatchNormalization(b.Conv(x, 16, 48, 1, bias: false), 48));
            var deep = Clip(b, b.BatchNormalization(b.Conv(wide, 48, 48, 3, groups: 48, bias: false), 48));
            Classify(b, b.Add(x, b.Conv(deep, 48, 16, 1)), 16);
        }),
        new("squeeze and excitation", b =>
        {
            var x = b.Conv(Image(b), 3, Width, 3);
            var gate = b.Conv(b.Relu(b.Conv(b.Node("GlobalAveragePool", [x]), Width, 8, 1)), 8, Width, 1);
            Classify(b, b.Add(x, b.Node("Mul", [x, b.Node("HardSigmoid", [gate])])), Width);
        }),
        new("squeeze and excitation through dense layers", b =>
        {
            var x = b.Conv(Image(b), 3, Width, 3);
            var mean = b.Node("ReduceMean", [x], ("axes", new long[] { 2, 3 }), ("keepdims", 0L));
            var gate = b.Node("Sigmoid", [b.Gemm(b.Relu(b.Gemm(mean, Width, 8)), 8, Width)]);
            Classify(b, b.Node("Mul", [x, b.Node("Unsqueeze", [gate, b.Int64s("axes", 2, 3)])]), Width);
        }),
        new("u-net", b =>
        {
            var first = b.Relu(b.Conv(Image(b), 3, 16, 3));
            var second = b.Relu(b.Conv(MaxPool(b, first), 16, 24, 3));
            var up = b.Node("ConvTranspose", [second, b.Weight("up", 24, 16, 2, 2), b.Uniform("up.bias", -1, 1, 16)], ("strides", new long[] { 2, 2 }));
            var merged = b.Relu(b.Conv(b.Concat(1, up, first), 32, 16, 3));
            b.Output(b.Node("Sigmoid", [b.Conv(merged, 16, 2, 1)]));
        }),
        new("feature pyramid", b =>
        {
            var fine = b.Relu(b.Conv(Image(b), 3, 16, 3));
            var coarse = b.Relu(b.Conv(MaxPool(b, fine), 16, 24, 3));
            var top = b.Conv(coarse, 24, 20, 1);
            var up = b.Node("Resize", [top, "", b.Constant("scales", [4], [1, 1, 2, 2])], ("mode", "nearest"));
            b.Output(b.Conv(b.Add(up, b.Conv(fine, 16, 20, 1)), 20, 5, 3));
            b.Output(b.Conv(top, 20, 5, 3));
        }),
        new("grouped convolutions of equal group counts", b =>
        {
            var x = b.Relu(b.Conv(Image(b), 3, Width, 3));
            x = b.Relu(b.Conv(x, Width, Width, 3, groups: 4));
            Classify(b, b.Conv(x, Width, Width, 3, groups: 4), Width);
        }),
        new("grouped convolutions of unequal group counts", b =>
        {
            var x = b.Relu(b.Conv(Image(b), 3, Width, 3));
            var grouped = b.Relu(b.Conv(x, Width, Width, 3, groups: 3));
            x = b.Add(x, b.Conv(grouped, Width, Width, 3, groups: 4));
            Classify(b, b.Conv(x, Width, 36, 3, groups: 2), 36);
        }),
        new("depthwise convolution with a multiplier", b =>
        {
            var x = b.Relu(b.Conv(Image(b), 3, 12, 3));
            Classify(b, b.Conv(x, 12, Width, 3, groups: 12), Width);
        }),
        new("option A", b =>
        {
            var x = b.Relu(b.Conv(Image(b), 3, 12, 3));
            var strided = b.Node("Slice", [x, b.Int64s("starts", 0, 0), b.Int64s("ends", 8, 8), b.Int64s("axes", 2, 3), b.Int64s("steps", 2, 2)]);
            var padded = b.Node("Pad", [strided, b.Int64s("pads", 0, 6, 0, 0, 0, 6, 0, 0), b.Constant("zero", [], [0])]);
            x = b.Relu(b.Add(padded, b.Conv(b.Relu(b.Conv(x, 12, Width, 3, stride: 2)), Width, Width, 3)));
            Classify(b, b.Conv(x, Width, Width, 3), Width);
        }),
        new("shared weights", b =>
        {
            var x = b.Relu(b.Conv(Image(b), 3, Width, 3));
            string[] shared = [b.Weight("shared", Width, Width, 3, 3), b.Uniform("shared.bias", -1, 1, Width)];
            var first = Shared(b, x, shared);
            var second = Shared(b, b.Relu(b.Add(first, b.Conv(x, Width, Width, 1))), shared);
            Classify(b, b.Concat(1, second, Shared(b, b.Conv(x, Width, Width, 1), shared)), 2 * Width);
        }),
        new("ten consumers", b =>
        {
            var x = b.Relu(b.Conv(Image(b), 3, 40, 1));
            for (var i = 0; i < 10; i++)
            {
                b.Output(b.Conv(x, 40, 3, 1));
            }
        }),
        new("the same tensor twice", b =>
        {
            var x = b.Relu(b.Conv(Image(b), 3, 10, 3));
            Classify(b, b.Conv(b.Concat(1, x, b.Add(x, x), x), 30, 20, 3), 20);
        }),
        new("pixel shuffle", b =>
        {
            var x = b.Relu(b.Conv(Image(b), 3, Width, 3));
            foreach (var mode in new[] { "CRD", "DCR" })
            {
                var up = b.Node("DepthToSpace", [b.Conv(x, Width, 32, 3)], ("blocksize", 2L), ("mode", mode));
                b.Output(b.Conv(up, 8, 3, 3));
            }

            b.Output(b.Conv(b.Node("SpaceToDepth", [x], ("blocksize", 2L)), 4 * Width, 3, 1));
        }),
        new("channel shuffle", b =>
        {
            var parts = b.NodeMany("Split", [b.Conv(Image(b), 3, Width, 3), b.Int64s("sizes", 12, 12)], 2, ("axis", 1L));
            var joined = b.Concat(1, parts[0], b.Conv(b.Relu(b.Conv(parts[1], 12, 12, 3, groups: 12)), 12, 12, 1));
            var split = b.Node("Reshape", [joined, b.Int64s("split", 0, 2, 12, 8, 8)]);
            var turned = b.Node("Transpose", [split], ("perm", new long[] { 0, 2, 1, 3, 4 }));
            Classify(b, b.Node("Reshape", [turned, b.Int64s("merge", 0, Width, 8, 8)]), Width);
        }),
        new("an output that is read inside", b =>
        {
            var x = b.Relu(b.Conv(Image(b), 3, Width, 3));
            b.Output(x);
            b.Output(b.Conv(x, Width, 8, 3));
            b.Output(b.Conv(b.Node("MaxPool", [x], ("kernel_shape", new long[] { 2, 2 })), Width, 8, 3));
        }),
        new("three dimensions", b =>
        {
            var x = b.Relu(b.Node("Conv", [b.Input("x", 1, 2, 4, 4, 4), b.Weight("first", Width, 2, 3, 3, 3)], ("pads", new long[] { 1, 1, 1, 1, 1, 1 })));
            b.Output(b.Node("Conv", [x, b.Weight("second", 4, Width, 1, 3, 3), b.Uniform("bias", -1, 1, 4)]));
        }),
    ];

    private static string Image(ModelBuilder builder) => builder.Input("x", 1, 3, 8, 8);

    private static string Normalised(ModelBuilder builder, string x, int from, int to) =>
        builder.BatchNormalization(builder.Conv(x, from, to, 3, bias: false), to);

    private static string Clip(ModelBuilder builder, string x) =>
        builder.Node("Clip", [x, builder.Constant($"{x}.low", [], [0]), builder.Constant($"{x}.high", [], [6])]);

    private static string MaxPool(ModelBuilder builder, string x) =>
        builder.Node("MaxPool", [x], ("kernel_shape", new long[] { 2, 2 }), ("strides", new long[] { 2, 2 }));

    private static string Shared(ModelBuilder builder, string x, string[] weights) => builder.Node("Conv", [x, .. weights], ("pads", new long[] { 1, 1, 1, 1 }));

    private static void Classify(ModelBuilder builder, string x, int channels) =>
        builder.Output(builder.Gemm(builder.Node("Flatten", [builder.Node("GlobalAveragePool", [x])]), channels, 5));
}
