using System.Collections.Concurrent;
using Upscale.Pruning.Operators;
using Upscale.Pruning.Tests.Channels.Perturbation;

namespace Upscale.Pruning.Tests.Properties;

public sealed class GeneratedOperatorTests(GeneratedOperators generated) : IClassFixture<GeneratedOperators>
{
    [Fact]
    public void Every_operator_of_the_catalog_occurs_unless_no_case_runs_it() =>
        Assert.Equal("", Missing(OperatorCatalog.All.Select(pair => pair.Key).Except(OperatorCases.Without.Keys), generated.Seen));

    [Fact]
    public void Every_operator_that_carries_or_consumes_channels_meets_some_that_are_removed() =>
        Assert.Equal("", Missing(
            OperatorCases.All.Where(item => item.Role is ChannelRole.Carried or ChannelRole.Consumed).Select(item => item.OpType),
            generated.Met));

    private static string Missing(IEnumerable<string> expected, ConcurrentDictionary<string, bool> types) =>
        string.Join(' ', expected.Except(types.Keys).Order(StringComparer.Ordinal));
}
