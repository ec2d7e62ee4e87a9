using System.Globalization;
using GlyphReader.Images;

namespace GlyphReader;

/// <summary><c>generate --count N --seed S --out FILE.npy</c>: writes images, and their classes beside them in <c>FILE.labels.npy</c>.</summary>
internal static class GenerateCommand
{
    /// <summary>Writes the data set that the options describe.</summary>
    /// <returns>False, with nothing written, when the options are not understood.</returns>
    public static bool TryRun(ReadOnlySpan<string> options)
    {
        if (options is not ["--count", var count, "--seed", var seed, "--out", var path]
            || !int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out int images)
            || !ulong.TryParse(seed, NumberStyles.None, CultureInfo.InvariantCulture, out ulong start))
        {
            return false;
        }

        GlyphDataSet set = GlyphDataSet.Generate(images, start);
        NpyFile.Write(path, set.Pixels.Span, set.Count, 1, GlyphPainter.Size, GlyphPainter.Size);
        NpyFile.Write(Path.ChangeExtension(path, ".labels.npy"), set.Labels.Span, set.Count);
        return true;
    }
}
