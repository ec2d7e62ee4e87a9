using System.Collections.Immutable;
using System.Globalization;
using Upscale.Onnx;
using Upscale.Pruning.Costs;

namespace Upscale.Execution.Profiling;

/// <summary>A model of unconnected layers, so that one run measures them all; between two runs of a layer the others fill the caches, as in a network.</summary>
internal sealed class ProbeModel
{
    private const string BlockedSuffix = "_nchwc";

    private readonly ModelBuilder _builder = new();
    private readonly FlatData _data = new();
    private readonly Dictionary<string, Layer> _layers = new(StringComparer.Ordinal);

    private ProbeModel()
    {
    }

    /// <summary>Runs layers, each with a bias and an activation.</summary>
    /// <returns>Microseconds of every execution, by layer.</returns>
    /// <exception cref="UpscaleException">UPS1402 to UPS1406.</exception>
    public static ILookup<Layer, double> Measure(IEnumerable<Layer> layers, int runs, int threads)
    {
        var probe = new ProbeModel();
        foreach (var layer in layers)
        {
            probe.Add(layer);
        }

        return ProfiledRuns.Measure(probe._builder.Build(), runs, threads)
            .Select(time => (Layer: probe.LayerOf(time), time.Microseconds))
            .Where(time => time.Layer is not null)
            .ToLookup(time => time.Layer!, time => (double)time.Microseconds);
    }

    private Layer? LayerOf(NodeTime time) => time.Operator is "Conv" or "FusedConv" or "Gemm" or "FusedGemm"
        ? _layers.GetValueOrDefault(time.Name.EndsWith(BlockedSuffix, StringComparison.Ordinal) ? time.Name[..^BlockedSuffix.Length] : time.Name)
        : null;

    private void Add(Layer layer)
    {
        switch (layer)
        {
            case ConvolutionLayer convolution:
                Add(convolution);
                break;
            case ProductLayer product:
                Add(product);
                break;
            default:
                throw new InvalidOperationException($"{layer} cannot be measured");
        }
    }

    private void Add(ConvolutionLayer layer)
    {
        var geometry = layer.Geometry;
        var weights = Constant([layer.OutputChannels, layer.InputChannels / layer.Groups, .. Sizes(geometry.Kernel)]);
        var node = _builder.Node(
            "Conv",
            [Input([1, layer.InputChannels, .. Sizes(geometry.Input)]), weights, Constant(layer.OutputChannels)],
            ("kernel_shape", Sizes(geometry.Kernel)),
            ("strides", Sizes(geometry.Strides)),
            ("dilations", Sizes(geometry.Dilations)),
            ("pads", Sizes(geometry.Pads)),
            ("group", (long)layer.Groups));
        var activated = _builder.Relu(node);
        _layers[node] = _layers[activated] = layer;
        _builder.Output(_builder.Node("GlobalAveragePool", [activated]));
    }

    private void Add(ProductLayer layer)
    {
        var node = _builder.Node(
            "Gemm", [Input(layer.Rows, layer.InputChannels), Constant(layer.InputChannels, layer.OutputChannels), Constant(layer.OutputChannels)]);
        _layers[node] = layer;
        _builder.Output(node);
    }

    /// <remarks>An input of its own: its change of layout right before leaves it in the caches, as the layer before does in a network.</remarks>
    private string Input(params long[] dims) => _builder.Input(Name("input", dims), [.. dims.Select(Dim.Known)]);

    private string Constant(params long[] dims) => _builder.Constant(_data.Of(Name("constant", dims), dims));

    private string Name(string stem, long[] dims) => string.Create(CultureInfo.InvariantCulture, $"{stem}{_layers.Count}_{dims.Length}");

    private static long[] Sizes(ImmutableArray<int> sizes) => [.. sizes.Select(size => (long)size)];
}
