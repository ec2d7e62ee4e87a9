namespace Upscale.Repository.Tests;

/// <summary>A C# file of the checkout, as written by hand.</summary>
internal sealed record SourceFile(string Path)
{
    /// <summary>The path from the checkout's root, with forward slashes.</summary>
    public string Name => System.IO.Path.GetRelativePath(Checkout.Root, Path).Replace('\\', '/');

    public string Project => Name.Split('/')[1];

    public IReadOnlyList<string> Lines { get; } = File.ReadAllLines(Path);

    public bool Mentions(string text) => Lines.Any(line => line.Contains(text, StringComparison.Ordinal));

    /// <summary>The C# files under one of the top-level folders, in ordinal order.</summary>
    public static IReadOnlyList<SourceFile> In(string folder) =>
        [.. Files(folder, "*.cs").Select(path => new SourceFile(path))];

    /// <summary>Paths of files of one kind under a top-level folder; nothing built is among them.</summary>
    public static IEnumerable<string> Files(string folder, string pattern) => Directory
        .EnumerateFiles(Checkout.Locate(folder), pattern, SearchOption.AllDirectories)
        .Where(path => !path.Split(System.IO.Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
        .Order(StringComparer.Ordinal);
}
