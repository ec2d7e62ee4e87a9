using System.Globalization;
using System.Security.Cryptography;

namespace Upscale.Cli.Caching;

/// <summary>One pruned model as the cache keeps it: a folder of files and a list of their sizes and hashes.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Summary">The line that the build printed when the model was pruned.</param>
/// <param name="PlanText">The plan, as JSON.</param>
/// <param name="ReportText">The report, as JSON.</param>
internal sealed record CacheEntry(string Folder, string Summary, string PlanText, string ReportText)
{
    public const string Model = "model";
    public const string Data = "model.data";
    public const string Plan = "plan";
    public const string Report = "report";

    /// <summary>The name of the list; its time tells when the entry was last used.</summary>
    public const string List = "entry.txt";

    private const string Header = "upscale-cache\t1";

    private static readonly string[] Needed = [Model, Plan, Report];

    /// <summary>Reads an entry and compares every file with the list.</summary>
    /// <returns>Null when it is not there, not complete or not what was written.</returns>
    public static CacheEntry? Read(string folder)
    {
        try
        {
            var lines = File.ReadAllLines(Path.Combine(folder, List));
            var files = lines.Skip(2).Select(line => line.Split('\t')).ToArray();
            return lines is [Header, var summary, ..]
                && Needed.All(name => files.Any(file => file[0] == name))
                && files.All(file => file is [var name, _, _] && Describe(folder, name) == string.Join('\t', file))
                ? new(folder, Uri.UnescapeDataString(summary), File.ReadAllText(Path.Combine(folder, Plan)), File.ReadAllText(Path.Combine(folder, Report)))
                : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Writes an entry; the list comes last.</summary>
    /// <param name="folder">An empty folder.</param>
    /// <param name="summary">See <see cref="Summary"/>.</param>
    /// <param name="files">Where each file is now, by its name in the entry.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static void Write(string folder, string summary, IReadOnlyDictionary<string, string> files)
    {
        foreach (var (name, path) in files)
        {
            File.Copy(path, Path.Combine(folder, name));
        }

        string[] lines = [Header, Uri.EscapeDataString(summary), .. files.Keys.Order(StringComparer.Ordinal).Select(name => Describe(folder, name))];
        File.WriteAllLines(Path.Combine(folder, List), lines);
    }

    /// <summary>The path of one of its files.</summary>
    public string Locate(string name) => Path.Combine(Folder, name);

    private static string Describe(string folder, string name)
    {
        using var content = File.OpenRead(Path.Combine(folder, Path.GetFileName(name)));
        return string.Create(CultureInfo.InvariantCulture, $"{name}\t{content.Length}\t{Convert.ToHexStringLower(SHA256.HashData(content))}");
    }
}
