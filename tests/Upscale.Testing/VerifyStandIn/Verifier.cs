using System.Runtime.CompilerServices;

namespace Upscale.Testing.VerifyStandIn;

/// <summary>Stands in for VerifyXunit.Verifier where Verify cannot be restored: compares text with the file
/// <c>Class.Method.verified.txt</c> beside the test, and leaves <c>Class.Method.received.txt</c> where they differ.</summary>
public static class Verifier
{
    /// <exception cref="SnapshotMismatchException">The text differs from the verified one, or nothing is verified yet.</exception>
    public static async Task Verify(string? target, [CallerFilePath] string sourceFile = "")
    {
        var test = UsesVerifyAttribute.CurrentTest
            ?? throw new InvalidOperationException("Verify was called outside a test of a class marked [UsesVerify].");
        var stem = Path.Combine(Path.GetDirectoryName(sourceFile)!, $"{test.ReflectedType!.Name}.{test.Name}");
        var verified = stem + ".verified.txt";
        var received = stem + ".received.txt";
        var text = Normalise(target ?? "null");
        var expected = File.Exists(verified) ? Normalise(await File.ReadAllTextAsync(verified)) : null;
        if (string.Equals(text, expected, StringComparison.Ordinal))
        {
            File.Delete(received);
            return;
        }

        await File.WriteAllTextAsync(received, text);
        throw new SnapshotMismatchException(verified, received, expected, text);
    }

    private static string Normalise(string text) => text.ReplaceLineEndings("\n");
}
