using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace Upscale.Samples.Tests.Web;

/// <summary>The web sample, served by Kestrel on a free port.</summary>
public sealed class GlyphSite : WebApplicationFactory<Program>
{
    public GlyphSite()
    {
        UseKestrel(0);
        StartServer();
        Client = CreateClient();
    }

    public HttpClient Client { get; }

    public Uri Address => ClientOptions.BaseAddress;

    protected override void ConfigureWebHost(IWebHostBuilder builder) =>
        builder.UseEnvironment("Production").UseSetting("Logging:LogLevel:Default", "Warning");

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Client.Dispose();
        }

        base.Dispose(disposing);
    }
}
