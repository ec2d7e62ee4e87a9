using GlyphReader.Comparison;

namespace GlyphPage.Comparison;

/// <summary>What a model costs and what it is worth.</summary>
/// <param name="Costs">Trained numbers and multiply-adds.</param>
/// <param name="FileSize">Bytes of the ONNX file.</param>
/// <param name="Latency">Median time of one page on one thread.</param>
/// <param name="Quality">How well it reads.</param>
internal sealed record PageFigures(BuildReport.Costs Costs, long FileSize, TimeSpan Latency, PageQuality Quality)
{
    /// <summary>Shows these figures, the dense model's, beside those of the pruned one.</summary>
    public ComparisonTable Beside(PageFigures pruned) => new ComparisonTable()
        .Add("parameters", Costs.Parameters, pruned.Costs.Parameters, "N0")
        .Add("multiply-adds", Costs.Macs, pruned.Costs.Macs, "N0")
        .Add("file size [bytes]", FileSize, pruned.FileSize, "N0")
        .Add("latency [ms]", Latency.TotalMilliseconds, pruned.Latency.TotalMilliseconds, "F3")
        .Add("precision [%]", 100 * Quality.Precision, 100 * pruned.Quality.Precision, "F2")
        .Add("recall [%]", 100 * Quality.Recall, 100 * pruned.Quality.Recall, "F2")
        .Add("read right [%]", 100 * Quality.Reading, 100 * pruned.Quality.Reading, "F2")
        .Add("found again [%]", 100 * Quality.Search, 100 * pruned.Quality.Search, "F2");
}
