using System.Globalization;
using GlyphPage.Comparison;
using GlyphPage.Painting;
using GlyphPage.Reading;
using GlyphReader.Comparison;
using Microsoft.ML.OnnxRuntime;

namespace GlyphPage;

/// <summary>Compares the trained network with the pruned one that the build made of it.</summary>
internal static class CompareCommand
{
    private const int TestCount = 300;
    private const ulong TestSeed = 2026;

    /// <summary>Prints the comparison.</summary>
    public static void Run()
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
        using var dense = new DensePageReader(options);
        using var pruned = new PrunedPageReader(options);
        PaintedPage[] pages = [.. Enumerable.Range(0, TestCount).Select(i => PagePainter.Paint(TestSeed, i))];

        Console.Write(Compare(dense, pruned, pages));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            precision and recall: of the characters of {TestCount} generated pages; read right: of those found;
            found again: of the characters that their page shows twice, those most similar to their like, by the features
            latency: of one page on one thread, {Latency.Explanation}
            """));

        var agreement = FeatureAgreement.Measure(dense, pruned, pages);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""

            features of the pruned network against those of the dense one, mean cosine at the characters:
            {agreement.Logical:F3} through the generated class, {agreement.Physical:F3} in the order of the file
            (the pruned network equals the dense one with weights set to zero, so that they are alike, not equal)
            """));
    }

    private static string Compare(DensePageReader dense, PrunedPageReader pruned, PaintedPage[] pages)
    {
        BuildReport report = BuildReport.Read(Path.Combine(AppContext.BaseDirectory, "page.report.json"));
        float[] page = pages[0].ToInput();
        var maps = new PageMaps();
        (TimeSpan denseLatency, TimeSpan prunedLatency) = Latency.Medians(() => dense.Read(page, maps), () => pruned.Read(page, maps));
        var before = new PageFigures(report.Before, new FileInfo(DensePageReader.ModelPath).Length, denseLatency, PageQuality.Measure(dense, pages));
        var after = new PageFigures(report.After, new FileInfo(PrunedPageReader.ModelPath).Length, prunedLatency, PageQuality.Measure(pruned, pages));
        return before.Beside(after).ToString();
    }
}
