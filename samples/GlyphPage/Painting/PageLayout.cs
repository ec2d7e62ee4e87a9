using System.Collections.Immutable;
using GlyphReader.Images;

namespace GlyphPage.Painting;

/// <summary>Decides which characters a page shows, and where.</summary>
internal static class PageLayout
{
    /// <summary>The most characters of one page.</summary>
    public const int Capacity = 10;

    private const int Fewest = 5;
    private const int Tries = 80;
    private const double Margin = 11;
    private const double Width = 17;
    private const double Height = 20;
    private const double RepeatShare = 0.4;

    /// <summary>Places characters at random, so that none touches another; many stand on the page more than once.</summary>
    /// <returns>Up to <see cref="Capacity"/> characters: fewer where the places drawn leave no room.</returns>
    public static ImmutableArray<PlacedCharacter> Draw(Pcg32 random)
    {
        int wanted = Fewest + random.NextIndex(Capacity - Fewest + 1);
        var placed = ImmutableArray.CreateBuilder<PlacedCharacter>(wanted);
        for (int i = 0; i < Tries && placed.Count < wanted; i++)
        {
            var centre = new Point(
                random.NextBetween(Margin, PagePainter.Size - Margin),
                random.NextBetween(Margin, PagePainter.Size - Margin));
            if (placed.All(other => IsBeside(centre, other.Centre)))
            {
                placed.Add(new PlacedCharacter(DrawClass(placed, random), centre));
            }
        }

        return placed.ToImmutable();
    }

    private static int DrawClass(ImmutableArray<PlacedCharacter>.Builder placed, Pcg32 random) =>
        placed.Count > 0 && random.NextUnit() < RepeatShare
            ? placed[random.NextIndex(placed.Count)].Class
            : random.NextIndex(StrokeFont.Alphabet.Length);

    private static bool IsBeside(Point one, Point other) =>
        Math.Abs(one.X - other.X) >= Width || Math.Abs(one.Y - other.Y) >= Height;
}
