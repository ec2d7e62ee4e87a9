using System.Text.RegularExpressions;
using Upscale.Onnx;
using Upscale.Pruning.Plans;

namespace Upscale.Pruning.Tests.Rewriting.Families;

public sealed partial class TransformerTests
{
    private static readonly Dictionary<string, Family> Families = TransformerFamilies.All.ToDictionary(family => family.Name);

    private static readonly HashSet<string> ResidualReasons = new(StringComparer.Ordinal)
    {
        "Add joins it with another tensor, whose channels are not tracked",
        "Concat joins it with another tensor, whose channels are not tracked",
        "LayerNormalization mixes or rearranges the channel axis",
        "ReduceMean mixes or rearranges the channel axis",
    };

    /// <summary>Families whose heads stay, and why.</summary>
    private static readonly Dictionary<string, string> HeldHeads = new(StringComparer.Ordinal)
    {
        ["half of a batch merged with heads"] = "Slice reads channels that a batch of unknown size repeats",
        ["weights of attention that are an output"] = "ReduceMean mixes or rearranges the channel axis",
    };

    /// <summary>Families whose heads go although something else of them stays, and why.</summary>
    private static readonly Dictionary<string, string[]> HeldBesides = new(StringComparer.Ordinal)
    {
        ["one key and value for all heads"] = ["MatMul joins channels that lie on different axes", "MatMul reduces over the channels"],
    };

    public static TheoryData<string> Names => [.. Families.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Whatever_is_chosen_the_pruned_model_equals_the_masked_one(string name) =>
        Oracle.AssertEveryChoiceExact(Families[name].Model(), Choices);

    [Theory]
    [MemberData(nameof(Names))]
    public void Heads_go_as_a_whole_hidden_units_one_by_one_and_the_residual_stays(string name)
    {
        var model = Families[name].Model();
        foreach (var (weights, order) in Producers(model, Pruner.Prune(model, new() { Ratio = 0.6, Round = 1 }).Plan))
        {
            switch (weights.Split('.')[^1])
            {
                case "query" or "key" or "value":
                    AssertWholeHeads(order, position => position / Transformer.HeadSize, Transformer.HeadSize, HeldHeads.ContainsKey(name));
                    break;
                case "fused":
                    AssertWholeHeads(order, position => position % Transformer.Inner / Transformer.HeadSize, 3 * Transformer.HeadSize, HeldHeads.ContainsKey(name));
                    break;
                case "interleaved":
                    AssertWholeHeads(order, position => position / (3 * Transformer.HeadSize), 3 * Transformer.HeadSize, HeldHeads.ContainsKey(name));
                    break;
                case "up" or "gate":
                    Assert.Equal((int)(Transformer.Hidden * 0.4), order.Length);
                    break;
                case "output" or "down":
                    Assert.Equal(Enumerable.Range(0, Transformer.Width), order);
                    break;
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_is_held_but_the_residual_and_what_has_a_reason(string name)
    {
        var pins = AnalysedGraph.Read(Families[name].Model(), preserveOutputOrder: false).Channels.Pins;
        var residual = pins.Where(pin => pin.Channels.Count == Transformer.Width && pin.Node is not null).Select(pin => ValueName().Replace(pin.Reason, "another tensor")).ToHashSet(StringComparer.Ordinal);
        var others = pins.Where(pin => pin.Channels.Count != Transformer.Width && pin.Node is not null).Select(pin => pin.Reason).ToHashSet(StringComparer.Ordinal);

        Assert.Subset(ResidualReasons, residual);
        Assert.Equal(HeldHeads.TryGetValue(name, out var reason) ? [reason] : HeldBesides.GetValueOrDefault(name, []), others.Order(StringComparer.Ordinal));
    }

    /// <summary>Weights that make channels, by name, with the channels of theirs that survive.</summary>
    private static IEnumerable<(string Weights, int[] Order)> Producers(Model model, PruningPlan plan) =>
        from producer in plan.Producers
        let node = model.Graph.Find(producer.Node)!.Producer!
        select (node.Inputs[1]!.Name, producer.Order.ToArray());

    private static void AssertWholeHeads(int[] order, Func<int, int> head, int size, bool held)
    {
        var heads = order.CountBy(head).ToArray();
        Assert.All(heads, pair => Assert.Equal(size, pair.Value));
        Assert.Equal(held, heads.Length == Transformer.Heads);
    }

    private static IEnumerable<PruningOptions> Choices =>
        from mode in Enum.GetValues<PruningMode>()
        from scope in Enum.GetValues<PruningScope>()
        from round in new[] { 1, 16 }
        from ratio in new[] { 0.3, 0.6 }
        select new PruningOptions { Mode = mode, Scope = scope, Round = round, Ratio = ratio };

    [GeneratedRegex("'.*'")]
    private static partial Regex ValueName();
}
