namespace Upscale.Cli.Caching;

/// <summary>Keeps a cache folder from growing without end.</summary>
internal static class CacheLimit
{
    /// <summary>How the folders of unfinished entries end.</summary>
    public const string Temporary = ".tmp";

    private const long MostBytes = 2L << 30;

    private static readonly TimeSpan Abandoned = TimeSpan.FromDays(1);

    /// <summary>Removes what processes that ended early left, then the entries that were not used for longest, down to the limit.</summary>
    /// <param name="folder">The cache.</param>
    /// <param name="kept">The key of an entry that stays, whatever its size.</param>
    /// <param name="mostBytes">The limit.</param>
    public static void Apply(string folder, string kept, long mostBytes = MostBytes)
    {
        var folders = new DirectoryInfo(folder).GetDirectories();
        foreach (var leftover in folders.Where(entry => entry.Name.EndsWith(Temporary, StringComparison.Ordinal) && entry.LastWriteTimeUtc < DateTime.UtcNow - Abandoned))
        {
            leftover.Delete(recursive: true);
        }

        var entries = folders.Where(entry => File.Exists(ListOf(entry)) && !entry.Name.EndsWith(Temporary, StringComparison.Ordinal))
            .Select(entry => (Folder: entry, Bytes: entry.GetFiles().Sum(file => file.Length), Used: File.GetLastWriteTimeUtc(ListOf(entry))))
            .OrderBy(entry => entry.Used)
            .ToArray();
        var total = entries.Sum(entry => entry.Bytes);
        foreach (var entry in entries.Where(entry => entry.Folder.Name != kept))
        {
            if (total <= mostBytes)
            {
                return;
            }

            using var held = CacheLock.Acquire(ModelCache.LockOf(entry.Folder.FullName), TimeSpan.Zero);
            if (held is not null)
            {
                entry.Folder.Delete(recursive: true);
                total -= entry.Bytes;
            }
        }
    }

    private static string ListOf(DirectoryInfo entry) => Path.Combine(entry.FullName, CacheEntry.List);
}
