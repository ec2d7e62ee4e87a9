using System.Collections.Immutable;
using GlyphPage.Painting;
using GlyphPage.Reading;
using GlyphReader.Images;

namespace GlyphPage.Comparison;

/// <summary>Counts what a network does rightly on page after page.</summary>
internal sealed class PageCount
{
    private const double Tolerance = 4;

    private int _shown;
    private int _found;
    private int _hits;
    private int _read;
    private int _searches;
    private int _same;

    /// <summary>Counts one page.</summary>
    /// <param name="shown">What is on it.</param>
    /// <param name="found">What was found: rightly where a character stands within 4 pixels that nothing else was found for.</param>
    /// <param name="features">[64, 24, 24], row-major, channels in logical order.</param>
    public void Add(ImmutableArray<PlacedCharacter> shown, ImmutableArray<FoundCharacter> found, ReadOnlySpan<float> features)
    {
        Dictionary<FoundCharacter, string> truth = Match(shown, found);
        _shown += shown.Length;
        _found += found.Length;
        _hits += truth.Count;
        _read += truth.Count(pair => pair.Key.Label == pair.Value);
        foreach ((FoundCharacter picked, string label) in truth)
        {
            if (truth.Values.Count(other => other == label) > 1)
            {
                FoundCharacter answer = SimilarCharacters.Rank(features, [.. truth.Keys], picked)[0].Character;
                _searches++;
                _same += truth[answer] == label ? 1 : 0;
            }
        }
    }

    /// <summary>The shares so far; NaN where nothing was counted.</summary>
    public PageQuality ToQuality() => new(
        (double)_hits / _found,
        (double)_hits / _shown,
        (double)_read / _hits,
        (double)_same / _searches);

    private static Dictionary<FoundCharacter, string> Match(ImmutableArray<PlacedCharacter> shown, ImmutableArray<FoundCharacter> found)
    {
        var truth = new Dictionary<FoundCharacter, string>();
        var free = shown.ToList();
        foreach (FoundCharacter character in found)
        {
            int nearest = free.FindIndex(other => Distance(character.Centre, other.Centre) <= Tolerance);
            if (nearest >= 0)
            {
                truth.Add(character, StrokeFont.Alphabet[free[nearest].Class].ToString());
                free.RemoveAt(nearest);
            }
        }

        return truth;
    }

    private static double Distance(Point one, Point other) => Math.Sqrt(
        ((one.X - other.X) * (one.X - other.X)) + ((one.Y - other.Y) * (one.Y - other.Y)));
}
