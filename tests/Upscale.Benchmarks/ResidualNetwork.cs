using Upscale.Onnx;

namespace Upscale.Benchmarks;

/// <summary>ResNet-50 with random weights: 25.6 M parameters, 102 MB, [N,3,224,224] to [N,1000].</summary>
/// <remarks>He et al., CVPR 2016, table 1, arXiv:1512.03385; the stride is on the 3x3 convolution.</remarks>
public sealed class ResidualNetwork
{
    private static readonly (int Blocks, long Width)[] Stages = [(3, 64), (4, 128), (6, 256), (3, 512)];

    private readonly ModelBuilder _builder = new();

    private ResidualNetwork()
    {
    }

    public static Model Build() => new ResidualNetwork().BuildModel();

    private Model BuildModel()
    {
        const long StemWidth = 64;
        const int Expansion = 4;
        var image = _builder.Input("image", Dim.Symbolic("N"), 3, 224, 224);
        var stem = _builder.Relu(Normalised(image, 3, StemWidth, kernel: 7, stride: 2));
        var x = _builder.Node("MaxPool", [stem], ("kernel_shape", new long[] { 3, 3 }), ("strides", new long[] { 2, 2 }), ("pads", new long[] { 1, 1, 1, 1 }));
        var channels = StemWidth;
        foreach (var (blocks, width) in Stages)
        {
            for (var block = 0; block < blocks; block++)
            {
                var stride = block == 0 && width > StemWidth ? 2 : 1;
                x = Bottleneck(x, channels, width, width * Expansion, stride);
                channels = width * Expansion;
            }
        }

        var features = _builder.Node("Flatten", [_builder.Node("GlobalAveragePool", [x])]);
        var logits = _builder.Gemm(features, channels, 1000);
        _builder.Output(logits, Dim.Symbolic("N"), 1000);
        return _builder.Build();
    }

    private string Bottleneck(string x, long channels, long width, long outChannels, int stride)
    {
        var reduced = _builder.Relu(Normalised(x, channels, width, kernel: 1));
        var spatial = _builder.Relu(Normalised(reduced, width, width, kernel: 3, stride));
        var expanded = Normalised(spatial, width, outChannels, kernel: 1);
        var shortcut = channels == outChannels ? x : Normalised(x, channels, outChannels, kernel: 1, stride);
        return _builder.Relu(_builder.Add(expanded, shortcut));
    }

    private string Normalised(string x, long channels, long outChannels, int kernel, int stride = 1) =>
        _builder.BatchNormalization(_builder.Conv(x, channels, outChannels, kernel, stride, bias: false), outChannels);
}
