using System.Collections.Immutable;
using Upscale.Cli.Building;

namespace Upscale.Cli.Tests.Building;

public sealed class BuildOrderTests
{
    [Fact]
    public void A_model_is_built_after_those_in_front_of_it()
    {
        var rounds = BuildOrder.Of([Model("d", "b", "c"), Model("b", "a"), Model("c", "a", "elsewhere"), Model("a"), Model("alone")]);

        Assert.Equal(["3,4", "1,2", "0"], rounds.Select(round => string.Join(',', round)));
    }

    [Fact]
    public void A_circle_is_built_at_last() =>
        Assert.Equal(["2", "0,1"], BuildOrder.Of([Model("a", "b"), Model("b", "a"), Model("c")]).Select(round => string.Join(',', round)));

    private static BuildRequestModel Model(string name, params string[] inFront) => new()
    {
        Source = name,
        Outputs = ImmutableSortedDictionary<string, string>.Empty.Add("model", name),
        Chained = [.. inFront.Select(other => new ChainedModel("", other, "y"))],
    };
}
