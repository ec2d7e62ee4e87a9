using Xunit;

namespace Upscale.Testing.Shared;

/// <summary>A theory that needs the shared folder; skipped with a message where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedTheoryAttribute : TheoryAttribute
{
    public SharedTheoryAttribute()
    {
        Skip = SharedFolder.WhyAbsent;
    }
}
