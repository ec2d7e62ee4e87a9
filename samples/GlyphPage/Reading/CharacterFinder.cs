using System.Collections.Immutable;
using System.Numerics.Tensors;
using GlyphReader.Images;

namespace GlyphPage.Reading;

/// <summary>Finds characters where the heat peaks, and reads them there.</summary>
internal static class CharacterFinder
{
    private const float Threshold = 0.4f;

    /// <summary>Finds and reads all characters of a page.</summary>
    /// <param name="heat">[1, 24, 24], row-major: how likely the middle of a character is there, in [0, 1].</param>
    /// <param name="characters">[36, 24, 24], row-major, in the order of the labels; larger = likelier.</param>
    /// <returns>From top to bottom.</returns>
    public static ImmutableArray<FoundCharacter> Find(ReadOnlySpan<float> heat, ReadOnlySpan<float> characters)
    {
        var found = ImmutableArray.CreateBuilder<FoundCharacter>();
        for (int cell = 0; cell < PageGrid.CellCount; cell++)
        {
            if (heat[cell] >= Threshold && IsPeak(heat, cell))
            {
                int best = TensorPrimitives.IndexOfMax<float>(PageGrid.At(characters, cell));
                found.Add(new FoundCharacter(PageModel.CharactersLabels[best], Centre(heat, cell), cell));
            }
        }

        return found.ToImmutable();
    }

    private static bool IsPeak(ReadOnlySpan<float> heat, int cell)
    {
        foreach (int other in Around(cell))
        {
            // Of two equally hot neighbours the first is the peak.
            if (heat[other] > heat[cell] || (heat[other] == heat[cell] && other < cell))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The mean place of the heat in and around a cell.</summary>
    private static Point Centre(ReadOnlySpan<float> heat, int cell)
    {
        double sum = 0;
        double x = 0;
        double y = 0;
        foreach (int other in Around(cell))
        {
            sum += heat[other];
            x += heat[other] * ((other % PageGrid.Side) + 0.5);
            y += heat[other] * ((other / PageGrid.Side) + 0.5);
        }

        return new Point(PageGrid.CellSize * x / sum, PageGrid.CellSize * y / sum);
    }

    private static IEnumerable<int> Around(int cell) =>
        from row in Enumerable.Range((cell / PageGrid.Side) - 1, 3)
        from column in Enumerable.Range((cell % PageGrid.Side) - 1, 3)
        where row is >= 0 and < PageGrid.Side && column is >= 0 and < PageGrid.Side
        select (row * PageGrid.Side) + column;
}
