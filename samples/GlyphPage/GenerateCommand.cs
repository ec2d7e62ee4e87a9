using System.Globalization;
using GlyphPage.Painting;
using GlyphReader.Images;

namespace GlyphPage;

/// <summary><c>generate --count N --seed S --out FILE.npy</c>: writes pages, and what they show beside them in <c>FILE.labels.npy</c>.</summary>
internal static class GenerateCommand
{
    private const int NumbersPerCharacter = 3;
    private const byte NoCharacter = 255;

    /// <summary>Writes the data set that the options describe.</summary>
    /// <returns>False, with nothing written, when the options are not understood.</returns>
    /// <remarks>Pages are [N, 96, 96]; labels [N, 10, 3] have the class, 255 where there is no character more, and the place in half pixels, x before y.</remarks>
    public static bool TryRun(ReadOnlySpan<string> options)
    {
        if (options is not ["--count", var countText, "--seed", var seedText, "--out", var path]
            || !int.TryParse(countText, NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            || !ulong.TryParse(seedText, NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed))
        {
            return false;
        }

        byte[] pixels = new byte[count * PagePainter.PixelCount];
        byte[] labels = new byte[count * PageLayout.Capacity * NumbersPerCharacter];
        Array.Fill(labels, NoCharacter);
        Parallel.For(0, count, i =>
        {
            PaintedPage page = PagePainter.Paint(seed, i);
            page.Pixels.CopyTo(pixels.AsMemory(i * PagePainter.PixelCount));
            foreach ((int number, PlacedCharacter character) in page.Characters.Index())
            {
                int place = ((i * PageLayout.Capacity) + number) * NumbersPerCharacter;
                labels[place] = (byte)character.Class;
                labels[place + 1] = (byte)(2 * character.Centre.X);
                labels[place + 2] = (byte)(2 * character.Centre.Y);
            }
        });
        NpyFile.Write(path, pixels, count, PagePainter.Size, PagePainter.Size);
        NpyFile.Write(Path.ChangeExtension(path, ".labels.npy"), labels, count, PageLayout.Capacity, NumbersPerCharacter);
        return true;
    }
}
