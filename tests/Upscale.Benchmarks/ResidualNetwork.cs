using Upscale.Onnx;

namespace Upscale.Benchmarks;

/// <summary>ResNet-50 with random weights: 25.6 M parameters, 102 MB, [N,3,224,224] to [N,1000]; or the same network with other widths.</summary>
/// <remarks>He et al., CVPR 2016, table 1, arXiv:1512.03385; the stride is on the 3x3 convolution.</remarks>
public sealed class ResidualNetwork
{
    private const long StemWidth = 64;
    private const long Expansion = 4;
    private static readonly (int Blocks, long Width)[] Stages = [(3, 64), (4, 128), (6, 256), (3, 512)];

    private readonly ModelBuilder _builder = new();
    private readonly Queue<long> _widths;

    private ResidualNetwork(IEnumerable<long> widths) => _widths = new(widths);

    /// <summary>The network of the paper.</summary>
    public static Model Build() => Build(DenseWidths());

    /// <summary>A network with these widths.</summary>
    /// <param name="widths">Channels that each convolution makes, in the order of the nodes; the last convolution of a block and its shortcut make as many.</param>
    public static Model Build(IEnumerable<long> widths) => new ResidualNetwork(widths).BuildModel();

    private static IEnumerable<long> DenseWidths()
    {
        yield return StemWidth;
        foreach (var (blocks, width) in Stages)
        {
            for (var block = 0; block < blocks; block++)
            {
                long[] widths = [width, width, width * Expansion, width * Expansion];
                foreach (var made in block == 0 ? widths : widths[..^1])
                {
                    yield return made;
                }
            }
        }
    }

    private Model BuildModel()
    {
        var image = _builder.Input("image", Dim.Symbolic("N"), 3, 224, 224);
        var (stem, channels) = Normalised((image, 3), kernel: 7, stride: 2);
        var pooled = _builder.Node("MaxPool", [_builder.Relu(stem)], ("kernel_shape", new long[] { 3, 3 }), ("strides", new long[] { 2, 2 }), ("pads", new long[] { 1, 1, 1, 1 }));
        var x = (Name: pooled, Channels: channels);
        foreach (var (blocks, width) in Stages)
        {
            for (var block = 0; block < blocks; block++)
            {
                x = Bottleneck(x, stride: block == 0 && width > StemWidth ? 2 : 1, isFirst: block == 0);
            }
        }

        var features = _builder.Node("Flatten", [_builder.Node("GlobalAveragePool", [x.Name])]);
        var logits = _builder.Gemm(features, x.Channels, 1000);
        _builder.Output(logits, Dim.Symbolic("N"), 1000);
        return _builder.Build();
    }

    private (string Name, long Channels) Bottleneck((string Name, long Channels) x, int stride, bool isFirst)
    {
        var reduced = Rectified(Normalised(x, kernel: 1));
        var spatial = Rectified(Normalised(reduced, kernel: 3, stride));
        var expanded = Normalised(spatial, kernel: 1);
        var shortcut = isFirst ? Normalised(x, kernel: 1, stride) : x;
        return (_builder.Relu(_builder.Add(expanded.Name, shortcut.Name)), expanded.Channels);
    }

    private (string Name, long Channels) Rectified((string Name, long Channels) x) => (_builder.Relu(x.Name), x.Channels);

    private (string Name, long Channels) Normalised((string Name, long Channels) x, int kernel, int stride = 1)
    {
        var width = _widths.Dequeue();
        return (_builder.BatchNormalization(_builder.Conv(x.Name, x.Channels, width, kernel, stride, bias: false), width), width);
    }
}
