using System.Collections.Immutable;

namespace Upscale.Cli.Building;

/// <summary>Which models of a request are built side by side, and which after others because they take outputs of them.</summary>
internal static class BuildOrder
{
    /// <param name="models">The models; a file in front of one that none of them makes is there already.</param>
    /// <returns>Indices, round by round; what is left of a circle comes last.</returns>
    public static IEnumerable<ImmutableArray<int>> Of(ImmutableArray<BuildRequestModel> models)
    {
        var open = Enumerable.Range(0, models.Length).ToHashSet();
        while (open.Count > 0)
        {
            var made = open.Select(index => models[index].Output("model")).ToHashSet();
            ImmutableArray<int> ready = [.. open.Where(index => !models[index].Chained.Any(chained => made.Contains(chained.Model))).Order()];
            ready = ready.IsEmpty ? [.. open.Order()] : ready;
            open.ExceptWith(ready);
            yield return ready;
        }
    }
}
