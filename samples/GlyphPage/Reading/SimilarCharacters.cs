using System.Collections.Immutable;
using System.Numerics.Tensors;

namespace GlyphPage.Reading;

/// <summary>Finds a character again by what the network sees in it, whatever it was read as.</summary>
internal static class SimilarCharacters
{
    /// <summary>Compares all characters with one of them.</summary>
    /// <param name="features">[64, 24, 24], row-major, channels in logical order.</param>
    /// <param name="found">All characters of the page.</param>
    /// <param name="picked">The character to compare with.</param>
    /// <returns>All others, the most alike first, with the cosine of the angle between both vectors of features: 1 = alike, 0 = nothing in common.</returns>
    public static ImmutableArray<(FoundCharacter Character, float Similarity)> Rank(
        ReadOnlySpan<float> features, ImmutableArray<FoundCharacter> found, FoundCharacter picked)
    {
        float[] wanted = PageGrid.At(features, picked.Cell);
        var ranking = ImmutableArray.CreateBuilder<(FoundCharacter Character, float Similarity)>();
        foreach (FoundCharacter other in found)
        {
            if (other.Cell != picked.Cell)
            {
                ranking.Add((other, TensorPrimitives.CosineSimilarity<float>(wanted, PageGrid.At(features, other.Cell))));
            }
        }

        return [.. ranking.OrderByDescending(entry => entry.Similarity)];
    }
}
