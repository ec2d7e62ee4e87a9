namespace Upscale.Pruning.Costs;

/// <summary>Seconds from a table of times measured on one machine; what the table lacks, from the analytic model at this machine's speed.</summary>
public sealed class MeasuredCostModel : CostModel
{
    private readonly CostTable _table;
    private readonly BlockedLayout _layout;
    private readonly double _scale;

    /// <param name="table">What was measured.</param>
    public MeasuredCostModel(CostTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        _table = table;
        _layout = new(table.Block);
        _scale = ScaleOf(table);
    }

    /// <inheritdoc/>
    public override string Name => $"measured on {_table.Machine}";

    /// <inheritdoc/>
    public override int Block => _table.Block;

    /// <inheritdoc/>
    public override double Compute(Layer layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        return !_table.Layers.TryGetValue(layer.Kind, out var times) ? _scale * Analytic.Compute(layer)
            : layer is ConvolutionLayer convolution ? Convolution(convolution, times)
            : times.At(layer.Inputs, layer.Outputs);
    }

    /// <inheritdoc/>
    public override double Copy(long bytes) => _table.Copy.At(bytes);

    /// <inheritdoc/>
    public override double Reorder(long bytes) => _table.Reorder.At(bytes);

    /// <inheritdoc/>
    public override double Elementwise(long bytes) => _table.Elementwise.At(bytes);

    /// <inheritdoc/>
    public override double Transcendental(long bytes) => _table.Transcendental.At(bytes);

    private double Convolution(ConvolutionLayer layer, LayerTimes times)
    {
        if (!_layout.Takes(layer))
        {
            return times.PlainFactor * times.At(layer.IsDepthwise ? 1 : layer.InputChannels, layer.OutputChannels);
        }

        var outputs = _layout.Ceiling(layer.OutputChannels);
        return layer.IsDepthwise
            ? times.At(1, outputs)
            : times.At(_layout.ReadsPlain(layer) ? layer.InputChannels : _layout.Ceiling(layer.InputChannels), outputs, layer.Groups == 1 ? _layout.Set : null);
    }

    private static double ScaleOf(CostTable table)
    {
        var ratios = table.Layers.Values.Select(times => times.AnalyticRatio).Order().ToArray();
        return ratios.Length == 0 ? 1 : ratios[ratios.Length / 2];
    }
}
