using System.Globalization;

const string Usage = """
    usage: GlyphNative DRAWING.txt
    A drawing has 24 lines of 24 characters: # is ink, all others are paper; lines and ends of lines may be left out.
    """;

if (args is not [var path] || !File.Exists(path) || TextDrawing.Read(path) is not { } pixels)
{
    Console.Error.WriteLine(Usage);
    return 1;
}

using var model = new Glyphs();
foreach (var score in model.Run(pixels).Logits.TopK(3))
{
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{score.Label} {score.Value:0.00}"));
}

return 0;
