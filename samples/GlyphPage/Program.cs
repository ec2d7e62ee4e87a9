const string Usage = """
    usage: GlyphPage
           GlyphPage find PAGE NUMBER
           GlyphPage generate --count N --seed S --out FILE.npy
    """;

switch (args)
{
    case [] when FindCommand.TryRun(["2", "1"]):
        Console.WriteLine();
        CompareCommand.Run();
        return 0;
    case ["find", .. var options] when FindCommand.TryRun(options):
        return 0;
    case ["generate", .. var options] when GenerateCommand.TryRun(options):
        return 0;
    default:
        Console.Error.WriteLine(Usage);
        return 1;
}
