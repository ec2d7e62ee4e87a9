using System.Reflection;

namespace Upscale.Runtime.Tests;

[UsesVerify]
public sealed class PublicApiTests
{
    [Fact]
    public Task Only_what_generated_code_needs_is_public()
    {
        IEnumerable<string> lines = typeof(ModelSession).Assembly.GetExportedTypes()
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .SelectMany(type => Members(type).Order(StringComparer.Ordinal).Prepend(type.FullName!));
        return Verifier.Verify(string.Join('\n', lines));
    }

    private static IEnumerable<string> Members(Type type) =>
        type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Where(member => member is not MethodInfo { IsSpecialName: true })
            .Select(member => "    " + member);
}
