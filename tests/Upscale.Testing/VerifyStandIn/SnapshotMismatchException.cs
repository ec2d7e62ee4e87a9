namespace Upscale.Testing.VerifyStandIn;

/// <summary>A text differs from its verified snapshot; the message shows the first line that does.</summary>
public sealed class SnapshotMismatchException(string verified, string received, string? expected, string actual)
    : Exception(Describe(verified, received, expected, actual))
{
    private static string Describe(string verified, string received, string? expected, string actual)
    {
        if (expected is null)
        {
            return $"Nothing is verified yet: review '{received}' and rename it to '{Path.GetFileName(verified)}'.\n{actual}";
        }

        var before = expected.Split('\n');
        var after = actual.Split('\n');
        var line = before.Zip(after).TakeWhile(pair => string.Equals(pair.First, pair.Second, StringComparison.Ordinal)).Count();
        return $"'{received}' differs from '{verified}' from line {line + 1} on.\n"
            + $"verified: {before.ElementAtOrDefault(line)}\nreceived: {after.ElementAtOrDefault(line)}";
    }
}
