using System.Numerics.Tensors;
using GlyphPage.Painting;
using GlyphPage.Reading;

namespace GlyphPage.Comparison;

/// <summary>How much alike dense and pruned network see the same characters: mean cosine over the cells of the characters that the dense one finds.</summary>
/// <param name="Logical">With the channels of the pruned network in logical order.</param>
/// <param name="Physical">With its channels in the order of the file: what a program would see that reads them there.</param>
/// <remarks>The pruned network equals the dense one with the weights of the removed channels set to zero, so that 1 is not to be expected.</remarks>
internal sealed record FeatureAgreement(double Logical, double Physical)
{
    /// <summary>Reads pages with both networks.</summary>
    public static FeatureAgreement Measure(IPageReader dense, IPageReader pruned, IEnumerable<PaintedPage> pages)
    {
        var expected = new PageMaps();
        var actual = new PageMaps();
        double logical = 0;
        double physical = 0;
        int count = 0;
        foreach (float[] pixels in pages.Select(page => page.ToInput()))
        {
            dense.Read(pixels, expected);
            pruned.Read(pixels, actual);
            foreach (FoundCharacter character in CharacterFinder.Find(expected.Heat, expected.Characters))
            {
                float[] wanted = PageGrid.At(expected.Features, character.Cell);
                float[] seen = PageGrid.At(actual.Features, character.Cell);
                logical += TensorPrimitives.CosineSimilarity<float>(wanted, seen);
                physical += TensorPrimitives.CosineSimilarity<float>(wanted, InFileOrder(seen));
                count++;
            }
        }

        return new FeatureAgreement(logical / count, physical / count);
    }

    private static float[] InFileOrder(float[] channels)
    {
        float[] moved = new float[channels.Length];
        for (int logical = 0; logical < channels.Length; logical++)
        {
            moved[PageModel.FeaturesOrder[logical]] = channels[logical];
        }

        return moved;
    }
}
