using Upscale.Onnx;
using Upscale.Pruning.Tests.Channels;
using Upscale.Pruning.Tests.Rewriting;

namespace Upscale.Pruning.Tests.Selection;

/// <summary>Layers that stay whole, in a network of a residual block and a private chain.</summary>
public sealed class ExcludedLayersTests
{
    private const int Channels = 32;

    private static readonly Model Network = Analysed.Model(b =>
    {
        var x = b.Conv(b.Input("x", 1, 3, 16, 16), 3, Channels, 3);
        var y = b.Conv(b.Relu(b.Conv(x, Channels, Channels, 3)), Channels, Channels, 3);
        b.Output(b.Conv(b.Relu(b.Conv(b.Add(x, y), Channels, Channels, 3)), Channels, 8, 1));
    });

    public static IEnumerable<object[]> Settings =>
        from mode in Enum.GetValues<PruningMode>()
        from side in Enum.GetValues<PruningSide>()
        from scope in Enum.GetValues<PruningScope>()
        select new object[] { mode, side, scope };

    [Theory]
    [MemberData(nameof(Settings))]
    public void An_excluded_layer_keeps_its_weights_and_others_lose_theirs(PruningMode mode, PruningSide side, PruningScope scope)
    {
        var result = Pruner.Prune(Network, new() { Ratio = 0.5, Round = 1, Mode = mode, Side = side, Scope = scope, Exclude = ["conv_1"] });

        Oracle.AssertEqual(Network, result);
        Assert.Equal([Channels, Channels, 3, 3], WeightsOf(result, "conv_1").Dims.AsEnumerable());
        Assert.True(WeightsOf(result, "conv_7").Count < WeightsOf(Network, "conv_7").Count, "nothing else is pruned");
        Assert.Contains(result.Plan.Refusals, refusal => refusal is { Code: "UPS3004" } && refusal.Node.Contains("conv_1", StringComparison.Ordinal));
    }

    [Fact]
    public void What_alone_reads_an_excluded_layer_cannot_narrow_it()
    {
        var result = Pruner.Prune(Network, new() { Ratio = 0.5, Round = 1, Exclude = ["conv_1"] });

        Assert.Equal(Channels, WeightsOf(result, "conv_3").Dims[1]);
    }

    [Theory]
    [InlineData("conv_1_weight")]
    [InlineData("*v_1_w*")]
    [InlineData("conv_1_weigh?")]
    public void Layers_are_found_by_their_weights_too(string pattern) =>
        Assert.Equal(Channels, WeightsOf(Pruner.Prune(Network, new() { Ratio = 0.5, Round = 1, Exclude = [pattern] }), "conv_1").Dims[0]);

    [Fact]
    public void A_pattern_for_all_excludes_all()
    {
        var result = Pruner.Prune(Network, new() { Ratio = 0.5, Round = 1, Exclude = ["*"] });

        Assert.Equal(result.Report.Before.Parameters, result.Report.After.Parameters);
    }

    [Fact]
    public void A_pattern_that_matches_nothing_is_an_error_that_gives_examples()
    {
        var error = Assert.Throws<UpscaleException>(() => Pruner.Prune(Network, new() { Exclude = ["conv_1", "fc*"] }));

        Assert.Equal("UPS1206", error.Code);
        Assert.Contains("'fc*'", error.Message, StringComparison.Ordinal);
        Assert.Contains("conv_1", error.Message, StringComparison.Ordinal);
    }

    private static Tensor WeightsOf(PruningResult result, string output) => WeightsOf(result.Model, output);

    private static Tensor WeightsOf(Model model, string output) => model.Graph.Find(output)!.Producer!.Inputs[1]!.Constant!;
}
