using GlyphPage.Painting;
using GlyphPage.Reading;

namespace GlyphPage.Comparison;

/// <summary>How well a network reads pages. All shares lie in [0, 1]; larger is better.</summary>
/// <param name="Precision">Share of the found characters that are there.</param>
/// <param name="Recall">Share of the characters that are found.</param>
/// <param name="Reading">Share of the rightly found characters that are read as what they are.</param>
/// <param name="Search">Share of the characters that stand on their page more than once whose most similar one is the same character.</param>
internal sealed record PageQuality(double Precision, double Recall, double Reading, double Search)
{
    /// <summary>Reads pages and compares with what is on them.</summary>
    public static PageQuality Measure(IPageReader reader, IEnumerable<PaintedPage> pages)
    {
        var maps = new PageMaps();
        var total = new PageCount();
        foreach (PaintedPage page in pages)
        {
            reader.Read(page.ToInput(), maps);
            total.Add(page.Characters, CharacterFinder.Find(maps.Heat, maps.Characters), maps.Features);
        }

        return total.ToQuality();
    }
}
