using PuppeteerSharp;

namespace Upscale.Samples.Tests.Browsing;

/// <summary>A headless browser, started once for a class of tests.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    // A test needs nothing but its own page, and often runs as root, where the sandbox does not start.
    private static readonly string[] Arguments =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private IBrowser? _browser;

    /// <summary>The program that CHROMIUM names, else the first on the path; null where there is none.</summary>
    public static string? Executable { get; } = Environment.GetEnvironmentVariable("CHROMIUM") is { Length: > 0 } named ? named : Find();

    public async Task InitializeAsync()
    {
        if (Executable is not null)
        {
            _browser = await Puppeteer.LaunchAsync(new LaunchOptions { ExecutablePath = Executable, Headless = true, Args = Arguments });
        }
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }
    }

    /// <summary>Opens a page in a tab of its own.</summary>
    public async Task<IPage> OpenAsync(Uri address, ViewPortOptions viewPort)
    {
        var page = await _browser!.NewPageAsync();
        await page.SetViewportAsync(viewPort);
        await page.GoToAsync(address.ToString());
        return page;
    }

    private static string? Find() => Names
        .SelectMany(_ => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator), (name, folder) => Path.Combine(folder, name))
        .FirstOrDefault(File.Exists);
}
