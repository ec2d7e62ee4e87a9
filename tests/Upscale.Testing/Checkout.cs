namespace Upscale.Testing;

/// <summary>Where the checkout lies that the running tests were built from.</summary>
public static class Checkout
{
    /// <summary>The folder that holds the solution file.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The git-ignored folder of everything built.</summary>
    public static string Artifacts => Path.Combine(Root, "artifacts");

    /// <summary>The local package folder that the bootstrap filled, or null where the feed is complete.</summary>
    public static string? BootstrapFeed => Directory.Exists(Path.Combine(Artifacts, "feed")) ? Path.Combine(Artifacts, "feed") : null;

    /// <summary>An absolute path from parts relative to <see cref="Root"/>.</summary>
    public static string Locate(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Upscale.Build.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No folder above '{AppContext.BaseDirectory}' holds Upscale.Build.sln.");
    }
}
