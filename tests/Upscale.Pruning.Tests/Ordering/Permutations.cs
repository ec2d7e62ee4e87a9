namespace Upscale.Pruning.Tests.Ordering;

internal static class Permutations
{
    public static IReadOnlyList<int[]> Of(int count) => [.. Prefixed([], [.. Enumerable.Range(0, count)])];

    private static IEnumerable<int[]> Prefixed(int[] prefix, int[] rest) =>
        rest.Length == 0 ? [prefix] : rest.SelectMany(item => Prefixed([.. prefix, item], [.. rest.Where(other => other != item)]));
}
