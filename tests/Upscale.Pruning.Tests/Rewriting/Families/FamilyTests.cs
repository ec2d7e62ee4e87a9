using Upscale.Onnx;
using Upscale.Pruning.Importance;
using Upscale.Pruning.Layout;
using Upscale.Pruning.Plans;

namespace Upscale.Pruning.Tests.Rewriting.Families;

public sealed class FamilyTests
{
    private static readonly Dictionary<string, Family> Families =
        ConvolutionFamilies.All.Concat(LayoutFamilies.All).Concat(QuantisedFamilies.All)
            .Concat(ExportedFamilies.All).ToDictionary(family => family.Name);

    public static TheoryData<string> Names => [.. Families.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Whatever_is_chosen_the_pruned_model_equals_the_masked_one(string name) =>
        Oracle.AssertEveryChoiceExact(Families[name].Model(), Choices);

    [Theory]
    [MemberData(nameof(Names))]
    public void Whatever_the_criterion_the_pruned_model_equals_the_masked_one(string name) =>
        Oracle.AssertEveryChoiceExact(Families[name].Model(), Criteria);

    /// <summary>All but one, whose filters all make an output.</summary>
    public static TheoryData<string> NamesWithFilters => [.. Families.Keys.Where(name => name != "an output that is read inside")];

    [Theory]
    [MemberData(nameof(NamesWithFilters))]
    public void Whatever_filters_go_the_pruned_model_equals_the_one_without_them(string name) =>
        Oracle.AssertEveryChoiceExact(Families[name].Model(), Filters);

    [Theory]
    [MemberData(nameof(Names))]
    public void Copies_that_would_not_pay_are_exact_too(string name)
    {
        var model = Families[name].Model();
        var plan = Pruner.Prune(model, new() { Ratio = 0.5, Round = 1 }).Plan;
        foreach (var realisation in new[] { Realisation.Slice, Realisation.Gather, Realisation.Absorb })
        {
            var forced = plan with { Consumers = [.. plan.Consumers.Select(consumer => Force(model, consumer, realisation))] };
            Assert.Null(Oracle.Mismatch(model, forced, Pruner.Apply(model, forced).Model));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Constrained_pruning_never_makes_a_model_slower(string name)
    {
        var report = Pruner.Prune(Families[name].Model(), new() { Ratio = 0.6, Round = 1, Mode = PruningMode.Constrained }).Report;
        Assert.InRange(report.After.Macs, 0, report.Before.Macs);
    }

    [Fact]
    public void Copies_that_pay_are_chosen_and_exact()
    {
        var model = new Family("wide", b =>
        {
            var x = b.Relu(b.Conv(b.Input("x", 1, 3, 14, 14), 3, 64, 3));
            var joined = b.Concat(1, b.Conv(x, 64, 64, 3), b.Conv(x, 64, 64, 3));
            b.Output(b.Conv(joined, 128, 64, 3));
            b.Output(b.Conv(joined, 128, 64, 3));
            b.Output(b.Conv(x, 64, 64, 3));
        }).Model();
        var result = Pruner.Prune(model, new() { Ratio = 0.7, Round = 1 });

        Assert.Contains(result.Report.Consumers, row => row.Realisation is Realisation.Slice or Realisation.Gather);
        Oracle.AssertEqual(model, result);
    }

    private static IEnumerable<PruningOptions> Choices =>
        from mode in Enum.GetValues<PruningMode>()
        from scope in Enum.GetValues<PruningScope>()
        from criterion in new[] { "l1", "l2", "zeros" }
        from round in new[] { 1, 16 }
        from ratio in new[] { 0, 0.3, 0.6, 0.95 }
        select new PruningOptions { Mode = mode, Scope = scope, Criterion = criterion, Round = round, Ratio = ratio };

    private static IEnumerable<PruningOptions> Criteria =>
        from criterion in CriterionCatalog.All
        where criterion.Needs != CriterionNeeds.Activations
        from mode in Enum.GetValues<PruningMode>()
        from scope in Enum.GetValues<PruningScope>()
        select new PruningOptions { Criterion = criterion.Name, Mode = mode, Scope = scope, Ratio = 0.4, Round = 1 };

    private static IEnumerable<PruningOptions> Filters =>
        from criterion in new[] { "l1", "lamp", "zeros" }
        from mode in Enum.GetValues<PruningMode>()
        from scope in Enum.GetValues<PruningScope>()
        from ratio in new[] { 0, 0.3, 0.6 }
        select new PruningOptions { Side = PruningSide.Output, Criterion = criterion, Mode = mode, Scope = scope, Ratio = ratio, Round = 1 };

    private static ConsumerPlan Force(Model model, ConsumerPlan consumer, Realisation realisation) =>
        model.Graph.Find(consumer.Node)!.Producer!.Int("group", 1) == 1 ? consumer with { Realisation = realisation } : consumer;
}
