namespace GlyphPage.Reading;

/// <summary>Memory for the outputs of one run, channels in logical order.</summary>
internal sealed class PageMaps
{
    /// <summary>[1, 1, 24, 24], row-major: how likely the middle of a character is there, in [0, 1].</summary>
    public float[] Heat { get; } = new float[PageGrid.CellCount];

    /// <summary>[1, 36, 24, 24], row-major: how likely each character is, larger = likelier.</summary>
    public float[] Characters { get; } = new float[PageModel.CharactersShape[1] * PageGrid.CellCount];

    /// <summary>[1, 64, 24, 24], row-major: what the network sees.</summary>
    public float[] Features { get; } = new float[PageModel.FeaturesShape[1] * PageGrid.CellCount];
}
