namespace Upscale.Samples.Tests.Browsing;

/// <summary>A test in headless Chromium: skipped, with the reason, where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ChromiumFactAttribute : FactAttribute
{
    public ChromiumFactAttribute()
    {
        if (Chromium.Executable is null)
        {
            Skip = "needs Chromium: install Debian's package (build/chromium.sh), or set CHROMIUM to the program";
        }
    }
}
