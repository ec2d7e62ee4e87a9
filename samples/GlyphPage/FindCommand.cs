using System.Collections.Immutable;
using System.Globalization;
using GlyphPage.Painting;
using GlyphPage.Reading;

namespace GlyphPage;

/// <summary><c>find PAGE NUMBER</c>: reads a page, and looks for more of one of its characters.</summary>
internal static class FindCommand
{
    private const ulong Seed = 7;
    private const int LoudestCount = 3;

    /// <summary>Prints the page, what was found on it, and how alike each is to the one with the number.</summary>
    /// <returns>False, with nothing printed, when the options are not understood or there is no such character.</returns>
    public static bool TryRun(ReadOnlySpan<string> options) =>
        options is [var page, var character]
        && int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out int index)
        && int.TryParse(character, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
        && TryRun(index, number);

    private static bool TryRun(int index, int number)
    {
        float[] pixels = PagePainter.Paint(Seed, index).ToInput();
        using var model = new PageModel();
        PageModel.Result seen = model.Run(pixels);

        ImmutableArray<FoundCharacter> found = CharacterFinder.Find(seen.Heat.Span, seen.Characters.Span);
        if (number < 1 || number > found.Length)
        {
            return false;
        }

        FoundCharacter picked = found[number - 1];
        var ranking = SimilarCharacters.Rank(seen.Features.Span, found, picked);
        string[] list =
        [
            $"   picked: {Describe(number, picked)}",
            "",
            "   the others, the most similar first:",
            .. ranking.Select(entry => $"   {Similarity(entry.Similarity)}   {Describe(found.IndexOf(entry.Character) + 1, entry.Character)}"),
            "",
            "   what it sees most in the picked one:",
            .. Loudest(seen, picked.Cell).Take(LoudestCount).Select(channel => "   " + channel),
        ];
        foreach ((int row, string line) in PageArt.Draw(pixels).Index())
        {
            Console.WriteLine((line + list.ElementAtOrDefault(row)).TrimEnd());
        }

        return true;
    }

    /// <summary>The channels of the features with the largest values at a cell: asked for by their logical numbers, wherever they lie in the file.</summary>
    private static IEnumerable<string> Loudest(PageModel.Result seen, int cell) =>
        from channel in Enumerable.Range(0, (int)seen.Features.Shape[1])
        let value = seen.Features.Channel(channel)[cell]
        orderby value descending
        select string.Create(CultureInfo.InvariantCulture, $"channel {channel,2} (place {PageModel.FeaturesOrder[channel],2} in the file): {value:F2}");

    private static string Similarity(float value) => value.ToString("F2", CultureInfo.InvariantCulture);

    private static string Describe(int number, FoundCharacter character) => string.Create(
        CultureInfo.InvariantCulture, $"{number,2}. {character.Label} at {character.Centre.X:F0}, {character.Centre.Y:F0}");
}
