namespace Upscale.Build.Items;

/// <summary>Finds the files that calibration data consist of, so that a change of one is seen.</summary>
internal static class CalibrationFiles
{
    private static readonly char[] Separators = ['/', '\\'];
    private static readonly char[] Wildcards = ['*', '?'];

    /// <summary>A folder, file or pattern as an absolute path.</summary>
    /// <param name="path">Wildcards are allowed in its last part.</param>
    /// <param name="projectFolder">A relative path is meant from here.</param>
    public static string FullPath(string path, string projectFolder)
    {
        // A path of .NET Framework must not have wildcards.
        (string folder, string name) = Split(path.Trim());
        return Path.GetFullPath(Path.Combine(projectFolder, folder.Length > 0 ? folder : ".")).TrimEnd(Separators) + Path.DirectorySeparatorChar + name;
    }

    /// <summary>The existing files, in ordinal order; what cannot be found is left to the tool, which says so.</summary>
    public static IReadOnlyList<string> Of(string fullPath)
    {
        try
        {
            return [.. Find(fullPath).OrderBy(file => file, StringComparer.Ordinal)];
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return [];
        }
    }

    private static IEnumerable<string> Find(string fullPath)
    {
        (string folder, string name) = Split(fullPath);
        if (name.IndexOfAny(Wildcards) < 0 && !Directory.Exists(fullPath))
        {
            return File.Exists(fullPath) ? [fullPath] : [];
        }

        (folder, name) = name.IndexOfAny(Wildcards) < 0 ? (fullPath, "*") : (folder, name);
        return Directory.Exists(folder) ? Directory.EnumerateFiles(folder, name) : [];
    }

    private static (string Folder, string Name) Split(string path)
    {
        int end = path.LastIndexOfAny(Separators) + 1;
        return (path.Substring(0, end), path.Substring(end));
    }
}
