using Upscale.Cli.Building;

namespace Upscale.Cli.Caching;

/// <summary>Keeps pruned models by the hash of all that they are made from, so that target frameworks, configurations and projects that want the same one prune it once.</summary>
/// <remarks>It only saves time: where it cannot be read or written, models are pruned.</remarks>
internal sealed class ModelCache : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    private readonly string _folder;
    private readonly string _key;
    private readonly CacheLock? _lock;

    private ModelCache(string folder, string key)
    {
        (_folder, _key) = (folder, key);
        _lock = CacheLock.Acquire(LockOf(Place), Patience);
    }

    private string Place => Path.Combine(_folder, _key);

    /// <summary>The cache's place for a model; another process that makes the same one is waited for.</summary>
    /// <returns>Null when the request names no cache, or its result is none to keep.</returns>
    public static ModelCache? Open(BuildRequestModel request)
    {
        try
        {
            if (request.CacheFolder.Length == 0 || CacheKey.Of(request) is not { } key)
            {
                return null;
            }

            Directory.CreateDirectory(request.CacheFolder);
            return new(request.CacheFolder, key);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The entry, whole as it was written; a damaged one is removed.</summary>
    public CacheEntry? Find()
    {
        if (!Directory.Exists(Place))
        {
            return null;
        }

        var entry = CacheEntry.Read(Place);
        Attempt(() =>
        {
            if (entry is null)
            {
                Directory.Delete(Place, recursive: true);
            }
            else
            {
                File.SetLastWriteTimeUtc(entry.Locate(CacheEntry.List), DateTime.UtcNow);
            }
        });
        return entry;
    }

    /// <summary>Keeps what a build made. An entry appears whole or not at all.</summary>
    /// <param name="request">Its outputs are on disk.</param>
    /// <param name="summary">See <see cref="CacheEntry.Summary"/>.</param>
    public void Store(BuildRequestModel request, string summary)
    {
        if ((request.Output("model"), request.Output("plan"), request.Output("report")) is not ({ } model, { } plan, { } report))
        {
            return;
        }

        var files = new Dictionary<string, string> { [CacheEntry.Model] = model, [CacheEntry.Plan] = plan, [CacheEntry.Report] = report };
        if (File.Exists(model + ".data"))
        {
            files[CacheEntry.Data] = model + ".data";
        }

        var temporary = $"{Place}.{Guid.NewGuid():N}{CacheLimit.Temporary}";
        Attempt(() =>
        {
            Directory.CreateDirectory(temporary);
            CacheEntry.Write(temporary, summary, files);
            Directory.Move(temporary, Place);
        });
        Attempt(() => Directory.Delete(temporary, recursive: true));
        Attempt(() => CacheLimit.Apply(_folder, _key));
    }

    public void Dispose() => _lock?.Dispose();

    /// <summary>The lock of an entry lies beside it.</summary>
    public static string LockOf(string place) => place + ".lock";

    private static void Attempt(Action action)
    {
        try
        {
            action();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Another process was faster, or the folder may not be written: the next build prunes again.
        }
    }
}
