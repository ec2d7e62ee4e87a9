using Upscale.Onnx;

namespace Upscale.Pruning.Tests.Rewriting.Families;

/// <summary>Layers that store their weights as 8-bit integers, and networks of them.</summary>
internal sealed class QuantisedLayers(ModelBuilder b)
{
    private const int Width = 24;
    private int _constants;

    public void Residual(bool perChannel, int? zeroPoint)
    {
        var x = Cycle(b.Relu(Conv(b.Input("x", Dim.Symbolic("N"), 3, 6, 6), 3, Width, 3, perChannel, zeroPoint)));
        var branch = Cycle(b.Relu(Conv(x, Width, Width, 3, perChannel, zeroPoint)));
        var sum = Cycle(b.Add(x, Conv(branch, Width, Width, 3, perChannel, zeroPoint)));
        b.Output(Conv(sum, Width, 5, 1, perChannel, zeroPoint));
    }

    public void Integers(int scales)
    {
        var stem = Product("QLinearConv", Quantise(b.Input("x", 1, 3, 6, 6)), [Width, 3, 3, 3], scales, bias: true);
        var branch = Product("QLinearConv", stem, [Width, Width, 3, 3], scales, bias: false);
        var sum = b.Node("com.microsoft::QLinearAdd", [stem, Scale(), Zero(), branch, Scale(), Zero(), Scale(), Zero()]);
        var pooled = b.Node("com.microsoft::QLinearGlobalAveragePool", [sum, Scale(), Zero(), Scale(), Zero()]);
        b.Output(Dequantise(Product("QLinearConv", pooled, [5, Width, 1, 1], 1, bias: true)));
    }

    public string Conv(string x, int inChannels, int outChannels, int kernel, bool perChannel, int? zeroPoint, int groups = 1)
    {
        var pad = kernel / 2;
        var weights = Weights([outChannels, inChannels, kernel, kernel], perChannel, zeroPoint);
        return b.Node("Conv", [x, weights, b.Uniform(Name("bias"), -1, 1, outChannels)],
            ("pads", new long[] { pad, pad, pad, pad }), ("group", (long)groups));
    }

    /// <summary>Weights behind a DequantizeLinear.</summary>
    public string Weights(long[] dims, bool perChannel, int? zeroPoint)
    {
        List<string> inputs = [Bytes("stored", dims, 0, 255), perChannel ? Scales(dims[0]) : b.Constant(Name("scale"), [], [0.003f])];
        if (zeroPoint is { } zero)
        {
            inputs.Add(Bytes("zeros", perChannel ? [dims[0]] : [], (byte)zero, (byte)zero));
        }

        return b.Node("DequantizeLinear", inputs, ("axis", 0L));
    }

    /// <summary>A product of integers with its scales and zero points.</summary>
    public string Product(string op, string x, long[] weights, int scales, bool bias)
    {
        List<string> inputs =
        [
            x, Scale(), Zero(),
            Bytes("stored", weights, 0, 255),
            scales == 1 ? b.Constant(Name("scale"), [], [0.002f]) : Scales(scales),
            Bytes("zeros", scales == 1 ? [] : [scales], 0, 0),
            Scale(), Zero(),
        ];
        if (bias)
        {
            var bytes = Enumerable.Range(0, (int)weights[0] * 4).Select(i => (byte)(i % 4 == 0 ? i * 37 : 0)).ToArray();
            inputs.Add(b.Constant(Tensor.FromBytes(Name("bias"), ElementType.Int32, [weights[0]], bytes)));
        }

        var pad = weights[^1] / 2;
        (string, object)[] attributes = weights.Length == 4 ? [("pads", new long[] { pad, pad, pad, pad })] : [];
        return b.Node(op, inputs, attributes);
    }

    public string Quantise(string x) => b.Node("QuantizeLinear", [x, Scale(), Zero()]);

    public string Dequantise(string x) => b.Node("DequantizeLinear", [x, Scale(), Zero()]);

    /// <summary>What a quantised model does to an activation between two layers.</summary>
    private string Cycle(string x) => Dequantise(Quantise(x));

    private string Scales(long count) => b.Uniform(Name("scales"), 0.001f, 0.004f, count);

    private string Scale() => b.Constant(Name("step"), [], [0.05f]);

    private string Zero() => Bytes("origin", [], 3, 3);

    /// <summary>Signed bytes from an unsigned range, spread by a fixed sequence.</summary>
    private string Bytes(string stem, long[] dims, byte low, byte high)
    {
        var count = (int)dims.Aggregate(1L, (product, dim) => product * dim);
        var seed = _constants * 1_000L;
        var bytes = Enumerable.Range(1, count).Select(i => (byte)(low + (((i + seed) * 2_654_435_761L >> 13) % (high - low + 1L)))).ToArray();
        return b.Constant(Tensor.FromBytes(Name(stem), ElementType.Int8, dims, bytes));
    }

    private string Name(string stem) => $"{stem}_{_constants++}";
}
