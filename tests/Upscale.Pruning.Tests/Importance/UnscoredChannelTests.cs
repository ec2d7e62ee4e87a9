using Upscale.Onnx;
using Upscale.Pruning.Plans;
using Upscale.Pruning.Tests.Rewriting;

namespace Upscale.Pruning.Tests.Importance;

/// <summary>What a criterion has no score for stays, whatever the ratio, and the plan says so.</summary>
public sealed class UnscoredChannelTests
{
    private const int Normalised = 20;
    private const int Plain = 12;

    [Theory]
    [InlineData(PruningMode.Unconstrained, PruningScope.Local, 1)]
    [InlineData(PruningMode.Unconstrained, PruningScope.Global, 1)]
    [InlineData(PruningMode.Constrained, PruningScope.Local, 1)]
    [InlineData(PruningMode.Constrained, PruningScope.Global, 1)]
    [InlineData(PruningMode.Unconstrained, PruningScope.Local, 8)]
    [InlineData(PruningMode.Constrained, PruningScope.Global, 8)]
    public void Channels_that_no_normalisation_makes_are_kept(PruningMode mode, PruningScope scope, int round)
    {
        var model = Model();
        var result = Pruner.Prune(model, new() { Criterion = "bn", Ratio = 0.7, Mode = mode, Scope = scope, Round = round });

        var joined = result.Plan.Consumers.Single(consumer => consumer.Channels == Normalised + Plain);
        Assert.Superset(Enumerable.Range(Normalised, Plain).ToHashSet(), joined.Kept.ToHashSet());
        Assert.InRange(joined.Kept.Length, Plain + 1, Normalised + Plain - 1);
        Oracle.AssertEqual(model, result);
    }

    [Fact]
    public void The_ratio_applies_to_the_channels_that_have_a_score()
    {
        var plan = Pruner.Prune(Model(), new() { Criterion = "bn", Ratio = 0.5, Round = 1 }).Plan;

        Assert.Equal(Plain + (Normalised / 2), plan.Consumers.Single(consumer => consumer.Channels == Normalised + Plain).Kept.Length);
        Assert.Equal(Plain, plan.Consumers.Single(consumer => consumer.Channels == Plain).Kept.Length);
    }

    [Fact]
    public void Plan_and_report_say_what_was_held_and_why()
    {
        var result = Pruner.Prune(Model(), new() { Criterion = "bn", Ratio = 0.5, Round = 1 });

        var refusals = result.Report.Refusals.Where(refusal => refusal.Code == "UPS3002").ToArray();
        Assert.Equal(
            [
                $"{Plain} of {Normalised + Plain} input channels are kept: no BatchNormalization makes them",
                $"{Plain} of {Plain} input channels are kept: no BatchNormalization makes them",
            ],
            refusals.Select(refusal => refusal.Reason));
        Assert.All(refusals, refusal => Assert.StartsWith("Conv 'conv_", refusal.Node, StringComparison.Ordinal));
        Assert.Equal(result.Plan.Refusals.AsEnumerable(), PruningPlan.Parse(result.Plan.ToJson()).Refusals);
    }

    [Fact]
    public void Every_group_keeps_what_the_one_with_the_most_unscored_channels_keeps()
    {
        var builder = new ModelBuilder(seed: 5);
        var image = builder.Input("image", 1, 3, 6, 6);
        var x = builder.Concat(1, builder.Conv(image, 3, 6, 3), builder.BatchNormalization(builder.Conv(image, 3, 10, 3), 10));
        builder.Output(builder.Conv(x, 16, 8, 3, groups: 2));
        var model = builder.Build();

        var result = Pruner.Prune(model, new() { Criterion = "bn", Ratio = 0.5, Round = 1 });

        var kept = Assert.Single(result.Plan.Consumers).Kept;
        Assert.Equal([0, 1, 2, 3, 4, 5], kept.Take(6));
        Assert.Equal((7, 7), (kept.Count(channel => channel < 8), kept.Count(channel => channel >= 8)));
        Oracle.AssertEqual(model, result);
    }

    [Fact]
    public void A_weight_that_is_no_number_holds_its_channel()
    {
        var builder = new ModelBuilder();
        var x = builder.Conv(builder.Input("x", 1, 1, 1, 1), 1, 4, 1);
        builder.Output(builder.Node("Conv", [x, builder.Constant("w", [1, 4, 1, 1], [1, float.NaN, 3, 2])]));

        var plan = Pruner.Prune(builder.Build(), new() { Ratio = 0.5, Round = 1 }).Plan;

        Assert.Equal([1, 2], plan.Consumers[0].Kept.Except([3]));
        Assert.Contains(plan.Refusals, refusal => refusal.Reason == "1 of 4 input channels are kept: their weights give no finite score");
    }

    private static Model Model()
    {
        var builder = new ModelBuilder(seed: 3);
        var image = builder.Input("image", 1, 3, 6, 6);
        var normalised = builder.Relu(builder.BatchNormalization(builder.Conv(image, 3, Normalised, 3), Normalised));
        var plain = builder.Relu(builder.Conv(image, 3, Plain, 3));
        builder.Output(builder.Conv(builder.Concat(1, normalised, plain), Normalised + Plain, 8, 3));
        builder.Output(builder.Conv(plain, Plain, 8, 3));
        return builder.Build();
    }
}
