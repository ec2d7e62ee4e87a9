using Upscale.Onnx;
using Upscale.Pruning.Operators;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Tests.Channels.Perturbation;

public sealed class PerturbationTests
{
    private static readonly Dictionary<string, OperatorCase> Cases =
        OperatorCases.All.ToDictionary(item => item.Name);

    public static TheoryData<string> All => [.. Cases.Keys];

    public static TheoryData<string> Carried => [.. Names(ChannelRole.Carried)];

    public static TheoryData<string> Consumed => [.. Names(ChannelRole.Consumed)];

    [Fact]
    public void Every_operator_of_the_catalog_has_a_case_or_a_reason()
    {
        var covered = Cases.Values.Select(item => item.OpType).Concat(OperatorCases.Without.Keys).ToHashSet(StringComparer.Ordinal);
        Assert.Equal([], OperatorCatalog.All.Select(pair => pair.Key).Except(covered));
        Assert.Empty(OperatorCases.Without.Keys.Intersect(Cases.Values.Select(item => item.OpType)));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_analysis_declares_the_role(string name)
    {
        var item = Cases[name];
        var (model, inputs, _) = item.WithProducers();
        var channels = AnalysedGraph.Read(model, preserveOutputOrder: false).Channels;
        var pinned = channels.Pins.Any(pin => pin.Node is not null && pin.Value.Name == inputs[0] && pin.KeepsOrder)
            || channels.Pins.Any(pin => pin.Node is not null && pin.Channels.Slots.ToArray().Select(channels.Root)
                .Intersect(channels.ChannelsOf(model.Graph.Find(inputs[0])!)!.List.Slots.ToArray().Select(channels.Root)).Any());
        var consumed = channels.Consumers.Any(consumer => consumer.Activation.Name == inputs[0]);

        Assert.Equal((item.Role == ChannelRole.Pinned, item.Role == ChannelRole.Consumed), (pinned, consumed));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Inferred_shapes_are_those_of_ONNX_Runtime(string name)
    {
        using var run = new PerturbedRun(Cases[name]);
        var shapes = ShapeInference.Run(run.Model.Graph);
        Assert.All(run.Base, output =>
        {
            var shape = shapes.ShapeOf(run.Model.Graph.Find(output.Key)!);
            var agrees = shape?.Rank == output.Value.Dims.Length && shape.Zip(output.Value.Dims).All(pair => !pair.First.IsKnown || pair.First.Size == pair.Second);
            Assert.True(agrees || (shape is null && Cases[name].OpType == "If"), $"{output.Key} is {shape}, but [{string.Join(",", output.Value.Dims)}] in ONNX Runtime");
        });
    }

    [Theory]
    [MemberData(nameof(Carried))]
    public void A_changed_channel_changes_only_the_output_channels_that_carry_it(string name)
    {
        using var run = new PerturbedRun(Cases[name]);
        for (var channel = 0; channel < run.Channels.Length; channel++)
        {
            AssertOnly([run.Channels[channel]], run, run.Change(channel), mustChange: true);
        }
    }

    [Theory]
    [MemberData(nameof(Consumed))]
    public void A_channel_whose_weights_are_zero_changes_nothing(string name)
    {
        using var run = new PerturbedRun(Cases[name]);
        for (var channel = 0; channel < run.Channels.Length; channel++)
        {
            Assert.NotEmpty(run.Differences(run.Base, run.Change(channel)));
            using var masked = run.WithoutChannel(channel);
            Assert.Empty(run.Differences(masked.Base, masked.Change(channel)));
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_changed_weight_of_a_channel_changes_only_that_channel(string name)
    {
        using var run = new PerturbedRun(Cases[name]);
        foreach (var binding in run.Bindings)
        {
            var channels = binding.Channels;
            for (var position = 0; position < channels.Extents[binding.ChannelAxis]; position++)
            {
                using var changed = run.WithWeights(binding, position);
                var inner = channels.Extents.Skip(binding.ChannelAxis + 1).Aggregate(1, (product, extent) => product * extent);
                var roots = Enumerable.Range(0, channels.List.Count)
                    .Where(i => i / inner % channels.Extents[binding.ChannelAxis] == position)
                    .Select(i => run.Root(channels.List.Slots[i]));
                AssertOnly([.. roots], run, changed.Base, mustChange: false);
            }
        }
    }

    private static void AssertOnly(HashSet<int> roots, PerturbedRun run, IReadOnlyDictionary<string, Tensor> outputs, bool mustChange)
    {
        var changed = run.Differences(run.Base, outputs);
        Assert.Subset(roots, changed);
        Assert.True(!mustChange || changed.Count > 0 || !run.Declares(roots), "no output channel changed");
    }

    private static IEnumerable<string> Names(ChannelRole role) => Cases.Values.Where(item => item.Role == role).Select(item => item.Name);
}
