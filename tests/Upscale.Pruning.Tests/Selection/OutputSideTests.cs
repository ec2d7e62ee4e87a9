using Upscale.Onnx;
using Upscale.Pruning.Plans;
using Upscale.Pruning.Tests.Channels;
using Upscale.Pruning.Tests.Rewriting;

namespace Upscale.Pruning.Tests.Selection;

/// <summary>Filters: of two layers with four each, whose sum a third one reads; the norms of the filters are given.</summary>
public sealed class OutputSideTests
{
    private static readonly float[] First = [5, 1, 4, 2];
    private static readonly float[] Second = [6, 3, 0.5f, 7];

    [Fact]
    public void Every_layer_loses_its_own_weakest_filters_and_the_sum_keeps_what_one_of_them_makes()
    {
        var plan = Prune(new() { Ratio = 0.5 });

        Assert.Equal(["1,3", "1,2"], plan.Producers.Take(2).Select(Lost));
        Assert.Equal(["3", "2"], plan.Producers.Take(2).Select(producer => string.Join(',', producer.Absent)));
        Assert.Equal([0, 2, 3], plan.Consumers.Single().Kept.AsEnumerable());
    }

    [Fact]
    public void Constrained_layers_lose_the_filters_whose_norms_have_the_smallest_sum()
    {
        var plan = Prune(new() { Ratio = 0.5, Mode = PruningMode.Constrained });

        Assert.Equal([0, 3], plan.Consumers.Single().Kept.AsEnumerable());
        Assert.All(plan.Producers.Take(2), producer => Assert.Empty(producer.Absent));
        Assert.All(plan.Producers.Take(2), producer => Assert.Equal([0, 3], producer.Order.Order()));
    }

    [Fact]
    public void The_weakest_filters_of_the_whole_model_go_in_the_global_scope()
    {
        var plan = Prune(new() { Ratio = 0.5, Scope = PruningScope.Global });

        Assert.Equal(["1,3", "1,2"], plan.Producers.Take(2).Select(Lost));
    }

    [Fact]
    public void Filters_of_zeros_go_whatever_the_ratio()
    {
        var plan = Prune(new() { Criterion = "zeros", Ratio = 0 }, [5, 0, 4, 0], [6, 0, 0, 7]);

        Assert.Equal([0, 2, 3], plan.Consumers.Single().Kept.AsEnumerable());
        Assert.Equal(["3", "2"], plan.Producers.Take(2).Select(producer => string.Join(',', producer.Absent)));
    }

    [Fact]
    public void Filters_that_make_an_output_stay()
    {
        var model = Analysed.Model(b => b.Output(b.Conv(b.Conv(b.Input("x", 1, 1, 4, 4), 1, 4, 1), 4, 4, 1)));
        var plan = Pruner.Prune(model, new() { Side = PruningSide.Output, Ratio = 0.5, Round = 1 }).Plan;

        Assert.Equal([2, 4], plan.Producers.Select(producer => producer.Order.Length));
    }

    [Fact]
    public void A_layer_whose_filters_cannot_be_zero_keeps_those_that_others_make_and_says_so()
    {
        var model = Analysed.Model(b => Sum(b, First, Second, x => b.Node("Sigmoid", [x])));
        var result = Pruner.Prune(model, new() { Side = PruningSide.Output, Criterion = "l1", Ratio = 0.5, Round = 1 });

        Assert.Empty(result.Plan.Producers[1].Absent);
        Assert.Contains(result.Plan.Refusals, refusal => refusal.Code == "UPS3003" && refusal.Node.Contains("conv_1", StringComparison.Ordinal));
        Oracle.AssertEqual(model, result);
    }

    [Theory]
    [InlineData("bn")]
    [InlineData("variance")]
    [InlineData("hrank")]
    public void A_criterion_that_looks_at_more_than_weights_is_refused(string criterion) =>
        Assert.Equal("UPS1205", Assert.Throws<UpscaleException>(() => Prune(new() { Criterion = criterion })).Code);

    private static string Lost(ProducerPlan producer) =>
        string.Join(',', Enumerable.Range(0, producer.Channels).Where(channel => !producer.Order.Contains(channel) || producer.Absent.Contains(channel)));

    private static PruningPlan Prune(PruningOptions options, float[]? first = null, float[]? second = null)
    {
        var model = Analysed.Model(b => Sum(b, first ?? First, second ?? Second, x => x));
        var criterion = options.Criterion == new PruningOptions().Criterion ? "l1" : options.Criterion;
        var result = Pruner.Prune(model, options with { Side = PruningSide.Output, Criterion = criterion, Round = 1 });
        Oracle.AssertEqual(model, result);
        return result.Plan;
    }

    private static void Sum(ModelBuilder b, float[] first, float[] second, Func<string, string> behindSecond)
    {
        var x = b.Input("x", 1, 1, 4, 4);
        var left = b.Node("Conv", [x, b.Constant("first", [4, 1, 1, 1], first), b.Uniform("bias", 1, 2, 4)]);
        var right = behindSecond(b.Node("Conv", [x, b.Constant("second", [4, 1, 1, 1], second)]));
        b.Output(b.Conv(b.Add(left, right), 4, 2, 1));
    }
}
