namespace GlyphPage.Reading;

/// <summary>A network that reads pages.</summary>
internal interface IPageReader : IDisposable
{
    /// <summary>Reads one page.</summary>
    /// <param name="pixels">[1, 1, 96, 96], row-major; brightness in [0, 1].</param>
    /// <param name="maps">Receives the outputs.</param>
    void Read(float[] pixels, PageMaps maps);
}
