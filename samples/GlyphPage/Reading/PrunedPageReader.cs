using Microsoft.ML.OnnxRuntime;

namespace GlyphPage.Reading;

/// <summary>The network as the build pruned it, run through the class that the build generated.</summary>
internal sealed class PrunedPageReader(SessionOptions options) : IPageReader
{
    private readonly PageModel _model = new(options);

    /// <summary>Where the network lies.</summary>
    public static string ModelPath => Path.Combine(AppContext.BaseDirectory, PageModel.ModelFileName);

    /// <remarks>The file has the channels of the features in another order; they are written in the order of the trained network.</remarks>
    public void Read(float[] pixels, PageMaps maps) => _model.Run(pixels, maps.Heat, maps.Characters, maps.Features);

    public void Dispose() => _model.Dispose();
}
