const string Usage = """
    usage: GlyphReader
           GlyphReader generate --count N --seed S --out FILE.npy
    """;

switch (args)
{
    case []:
        CompareCommand.Run();
        return 0;
    case ["generate", .. var options] when GenerateCommand.TryRun(options):
        return 0;
    default:
        Console.Error.WriteLine(Usage);
        return 1;
}
