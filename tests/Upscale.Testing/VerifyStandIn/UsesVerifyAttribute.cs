using System.Reflection;
using Xunit.Sdk;

namespace Upscale.Testing.VerifyStandIn;

/// <summary>Stands in for VerifyXunit.UsesVerifyAttribute: tells <see cref="Verifier"/> which test runs.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class UsesVerifyAttribute : BeforeAfterTestAttribute
{
    private static readonly AsyncLocal<MethodInfo?> Current = new();

    internal static MethodInfo? CurrentTest => Current.Value;

    public override void Before(MethodInfo methodUnderTest) => Current.Value = methodUnderTest;

    public override void After(MethodInfo methodUnderTest) => Current.Value = null;
}
