namespace GlyphReader.Comparison;

/// <summary>What a model costs and what it is worth.</summary>
/// <param name="Parameters">Trained numbers.</param>
/// <param name="Macs">Multiply-adds of one image.</param>
/// <param name="FileSize">Bytes of the ONNX file.</param>
/// <param name="Latency">Median time of one image on one thread.</param>
/// <param name="Accuracy">Share of images read correctly, in [0, 1].</param>
internal sealed record ModelFigures(long Parameters, long Macs, long FileSize, TimeSpan Latency, double Accuracy)
{
    /// <summary>Shows these figures, the dense model's, beside those of the pruned one.</summary>
    public ComparisonTable Beside(ModelFigures pruned) => new ComparisonTable()
        .Add("parameters", Parameters, pruned.Parameters, "N0")
        .Add("multiply-adds", Macs, pruned.Macs, "N0")
        .Add("file size [bytes]", FileSize, pruned.FileSize, "N0")
        .Add("latency [ms]", Latency.TotalMilliseconds, pruned.Latency.TotalMilliseconds, "F3")
        .Add("accuracy [%]", 100 * Accuracy, 100 * pruned.Accuracy, "F2");
}
