using GlyphPage.Painting;
using Microsoft.ML.OnnxRuntime;

namespace GlyphPage.Reading;

/// <summary>The network as it was trained, run in ONNX Runtime by hand.</summary>
internal sealed class DensePageReader(SessionOptions options) : IPageReader
{
    private static readonly string[] Inputs = ["pixels"];
    private static readonly string[] Outputs = ["heat", "characters", "features"];

    private readonly InferenceSession _session = new(ModelPath, options);
    private readonly RunOptions _runOptions = new();

    /// <summary>Where the network lies.</summary>
    public static string ModelPath => Path.Combine(AppContext.BaseDirectory, "page.dense.onnx");

    public void Read(float[] pixels, PageMaps maps)
    {
        using var input = OrtValue.CreateTensorValueFromMemory(pixels, [1, 1, PagePainter.Size, PagePainter.Size]);
        using OrtValue heat = Map(maps.Heat);
        using OrtValue characters = Map(maps.Characters);
        using OrtValue features = Map(maps.Features);
        _session.Run(_runOptions, Inputs, [input], Outputs, [heat, characters, features]);
    }

    public void Dispose()
    {
        _runOptions.Dispose();
        _session.Dispose();
    }

    private static OrtValue Map(float[] values) =>
        OrtValue.CreateTensorValueFromMemory(values, [1, values.Length / PageGrid.CellCount, PageGrid.Side, PageGrid.Side]);
}
