using Xunit;

namespace Upscale.Testing.Shared;

/// <summary>A fact that needs the shared folder; skipped with a message where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedFactAttribute : FactAttribute
{
    public SharedFactAttribute()
    {
        Skip = SharedFolder.WhyAbsent;
    }
}
