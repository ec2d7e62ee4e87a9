using GlyphReader.Comparison;
using GlyphReader.Images;
using GlyphReader.Reading;
using Microsoft.ML.OnnxRuntime;

namespace GlyphReader;

/// <summary>Compares the trained network with the pruned one that the build made of it, then reads a few words with the pruned one.</summary>
internal static class CompareCommand
{
    private const int TestCount = 2000;
    private const ulong TestSeed = 2026;

    private static readonly string[] Words = ["UPSCALE", "2026", "CHANNEL", "PRUNING", "DOTNET10"];

    /// <summary>Prints the comparison and the words.</summary>
    public static void Run()
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
        string densePath = Path.Combine(AppContext.BaseDirectory, "glyphs.dense.onnx");
        using var dense = new DenseGlyphs(densePath, options);
        using var pruned = new PrunedGlyphs(options);

        GlyphDataSet test = GlyphDataSet.Generate(TestCount, TestSeed);
        Console.Write(Compare(dense, pruned, densePath, test));
        Console.WriteLine($"accuracy: of {TestCount} generated images; latency: of one image on one thread, {Latency.Explanation}\n");
        foreach ((int index, string word) in Words.Index())
        {
            GlyphDataSet images = GlyphDataSet.Write(word, (ulong)index);
            Console.WriteLine(TextArt.Draw(images));
            Console.WriteLine($"written {word}, read {GlyphRecogniser.Read(pruned, images)}\n");
        }
    }

    private static string Compare(DenseGlyphs dense, PrunedGlyphs pruned, string densePath, GlyphDataSet test)
    {
        BuildReport report = BuildReport.Read(Path.Combine(AppContext.BaseDirectory, "glyphs.report.json"));
        string prunedPath = Path.Combine(AppContext.BaseDirectory, Glyphs.ModelFileName);
        float[] image = test.ToInput(0, 1);
        float[] logits = new float[StrokeFont.Alphabet.Length];
        (TimeSpan denseLatency, TimeSpan prunedLatency) = Latency.Medians(
            () => dense.Run(image, 1, logits),
            () => pruned.Run(image, 1, logits));
        var before = new ModelFigures(report.Before.Parameters, report.Before.Macs, new FileInfo(densePath).Length, denseLatency, GlyphRecogniser.Accuracy(dense, test));
        var after = new ModelFigures(report.After.Parameters, report.After.Macs, new FileInfo(prunedPath).Length, prunedLatency, GlyphRecogniser.Accuracy(pruned, test));
        return before.Beside(after).ToString();
    }
}
