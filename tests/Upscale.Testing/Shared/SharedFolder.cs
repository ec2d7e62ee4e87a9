namespace Upscale.Testing.Shared;

/// <summary>The folder of material that is shared between checkouts and not part of the repository.</summary>
public static class SharedFolder
{
    /// <summary>The folder that UPSCALE_SHARED names, else <c>shared</c> beside the checkout; null where there is none.</summary>
    public static string? Path { get; } = Find();

    internal static string? WhyAbsent =>
        Path is null ? "needs the shared folder: set UPSCALE_SHARED, or place 'shared' beside the checkout" : null;

    private static string? Find()
    {
        var folder = Environment.GetEnvironmentVariable("UPSCALE_SHARED")
            ?? System.IO.Path.GetFullPath(System.IO.Path.Combine(Checkout.Root, "..", "shared"));
        return Directory.Exists(folder) ? folder : null;
    }
}
