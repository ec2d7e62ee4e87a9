using Upscale.Onnx;
using Upscale.Pruning.Layout;
using Upscale.Pruning.Plans;
using Upscale.Pruning.Tests.Channels;

namespace Upscale.Pruning.Tests.Plans;

public sealed class ApplyTests
{
    private static readonly PruningOptions Options = new() { Ratio = 0.5, Round = 1 };

    [Theory]
    [InlineData(PruningMode.Unconstrained, PruningScope.Local, false)]
    [InlineData(PruningMode.Unconstrained, PruningScope.Global, true)]
    [InlineData(PruningMode.Constrained, PruningScope.Local, true)]
    [InlineData(PruningMode.Constrained, PruningScope.Global, false)]
    public void A_plan_that_was_written_and_read_makes_the_same_bytes(PruningMode mode, PruningScope scope, bool preserve)
    {
        var model = Analysed.Model(Fork);
        var result = Pruner.Prune(model, Options with { Mode = mode, Scope = scope, PreserveOutputOrder = preserve });
        var again = Pruner.Apply(model, PruningPlan.Parse(result.Plan.ToJson()));

        Assert.Equal(result.Model.ToBytes(), again.Model.ToBytes());
        Assert.Equal(result.Plan.ToJson(), again.Plan.ToJson());
        Assert.Equal(result.Report.Consumers.AsEnumerable(), again.Report.Consumers);
    }

    [Fact]
    public void A_plan_of_another_model_does_not_fit()
    {
        var plan = Pruner.Prune(Analysed.Model(Fork), Options).Plan;
        AssertDoesNotFit(plan, builder => builder.Output(builder.Conv(builder.Conv(builder.Input("x", 1, 3, 8, 8), 3, 6, 3), 6, 4, 1)));
        AssertDoesNotFit(plan, builder => builder.Output(builder.Gemm(builder.Gemm(builder.Input("x", 1, 3), 3, 8), 8, 2)));
    }

    [Fact]
    public void A_plan_without_a_consumer_does_not_fit() =>
        AssertDoesNotFit(plan => plan with { Consumers = plan.Consumers.RemoveAt(1) });

    [Fact]
    public void A_plan_without_a_producer_does_not_fit() =>
        AssertDoesNotFit(plan => plan with { Producers = plan.Producers.RemoveAt(0) });

    [Fact]
    public void A_consumer_that_keeps_nothing_does_not_fit() =>
        AssertDoesNotFit(plan => plan with { Consumers = plan.Consumers.SetItem(0, plan.Consumers[0] with { Kept = [] }) });

    [Fact]
    public void A_producer_that_drops_a_channel_that_is_kept_does_not_fit() =>
        AssertDoesNotFit(plan => plan with { Producers = plan.Producers.SetItem(0, plan.Producers[0] with { Order = plan.Producers[0].Order[1..] }) });

    [Fact]
    public void A_producer_that_drops_a_pinned_channel_does_not_fit() =>
        AssertDoesNotFit(plan => plan with { Producers = plan.Producers.SetItem(1, plan.Producers[1] with { Order = plan.Producers[1].Order[1..] }) });

    [Theory]
    [InlineData(Realisation.Slice, "Conv")]
    [InlineData(Realisation.Gather, "Conv")]
    [InlineData(Realisation.Gather, "ConvTranspose")]
    public void Copies_for_a_grouped_convolution_do_not_fit(Realisation realisation, string opType)
    {
        void Build(ModelBuilder builder)
        {
            var x = builder.Conv(builder.Input("x", 1, 3, 8, 8), 3, 8, 3);
            builder.Output(builder.Node(opType, [x, builder.Weight("w", 8, 4, 1, 1)], ("group", 2L)));
        }

        var plan = Pruner.Prune(Analysed.Model(Build), Options).Plan;
        AssertDoesNotFit(plan with { Consumers = [plan.Consumers[0] with { Realisation = realisation }] }, Build);
    }

    [Fact]
    public void Drop_where_the_tensor_has_more_channels_than_are_kept_is_read_whole()
    {
        var model = Analysed.Model(Fork);
        var plan = Pruner.Prune(model, Options).Plan;
        var forced = plan with { Consumers = [.. plan.Consumers.Select(consumer => consumer with { Realisation = Realisation.Drop })] };

        Assert.Null(Rewriting.Oracle.Mismatch(model, forced, Pruner.Apply(model, forced).Model));
    }

    private static void Fork(ModelBuilder builder)
    {
        var x = builder.Conv(builder.Input("x", 1, 3, 8, 8), 3, 8, 3);
        builder.Output(builder.Conv(x, 8, 4, 3));
        builder.Output(builder.Conv(builder.Relu(x), 8, 4, 3));
    }

    private static void AssertDoesNotFit(Func<PruningPlan, PruningPlan> damage) =>
        AssertDoesNotFit(damage(Pruner.Prune(Analysed.Model(Fork), Options).Plan), Fork);

    private static void AssertDoesNotFit(PruningPlan plan, Action<ModelBuilder> build)
    {
        var error = Assert.Throws<UpscaleException>(() => Pruner.Apply(Analysed.Model(build), plan));
        Assert.Equal("UPS1302", error.Code);
        Assert.NotNull(error.Node);
        Assert.Contains("does not fit this model", error.Message, StringComparison.Ordinal);
    }
}
