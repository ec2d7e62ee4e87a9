using Upscale.Onnx;
using Upscale.Pruning.Plans;
using Upscale.Pruning.Preparing;
using Upscale.Pruning.Rewriting;
using Upscale.Pruning.Tests.Channels;
using Upscale.Pruning.Tests.Rewriting;

namespace Upscale.Pruning.Tests.Preparing;

/// <summary>Models that take what a pruned model gives, as it lies there.</summary>
public sealed class ChainedInputsTests
{
    private const int Channels = 64;
    private static readonly PruningOptions Exact = new() { Ratio = 0.4, Round = 1 };

    /// <summary>features is read by two layers that keep different channels, so that it comes out permuted.</summary>
    private static readonly Model Encoder = Analysed.Model(b =>
    {
        var features = b.Node("Relu", [b.Conv(b.Input("image", 1, 3, 16, 16), 3, Channels, 3)]);
        b.Output(features, 1, Channels, 16, 16);
        b.Output(b.Node("Add", [b.Conv(features, Channels, 32, 3), b.Conv(features, Channels, 32, 1)]), 1, 32, 16, 16);
    });

    public static TheoryData<string> Heads => ["conv", "carried", "residual", "concat", "dense", "normalised"];

    [Theory]
    [MemberData(nameof(Heads))]
    public void The_weights_take_the_order_over(string kind)
    {
        var (encoder, features) = PrunedEncoder();
        var head = Head(kind);
        var prepared = Chain(head, encoder, features);

        var result = Pruner.Prune(prepared, Exact with { Ratio = 0 });

        Oracle.AssertEqual(prepared, result);
        Assert.Empty(ReadersThatCopy(result.Model));
        Assert.DoesNotContain(result.Plan.Refusals, refusal => refusal.Code == "UPS3005");
        var physical = ModelRun.Of(encoder, Image());
        var logical = ModelRun.Of(head, Logical(physical, OutputOrder.Read(encoder, features)!));
        Assert.All(logical.Zip(ModelRun.Of(result.Model, physical)), pair => Assert.Equal(pair.First, pair.Second, 1e-4f * logical.Max(Math.Abs)));
    }

    [Theory]
    [MemberData(nameof(Heads))]
    public void Pruning_stays_exact(string kind)
    {
        var (encoder, features) = PrunedEncoder();
        var prepared = Chain(Head(kind), encoder, features);
        foreach (var options in (PruningOptions[])[Exact, Exact with { Mode = PruningMode.Constrained }, Exact with { Order = "none" }, Exact with { Round = 16 }, Exact with { Side = PruningSide.Output }])
        {
            var result = Pruner.Prune(prepared, options);

            Oracle.AssertEqual(prepared, result);
            Assert.Equal("1:" + string.Join(',', OutputOrder.Read(encoder, features)!.PhysicalOf), result.Model.Metadata["upscale.input.features.order"]);
            // Where the input is joined with channels of the model, a reader may copy what it keeps of them; nothing puts all in order.
            Assert.DoesNotContain(ReadersThatCopy(result.Model), node => !(kind is "residual" or "concat") || (node.OpType == "Gather" && node.Input(1)!.Constant!.Count == Channels));
        }
    }

    [Fact]
    public void A_plan_keeps_the_order()
    {
        var (encoder, features) = PrunedEncoder();
        var prepared = Chain(Head("residual"), encoder, features);
        var result = Pruner.Prune(prepared, Exact);

        var applied = Pruner.Apply(prepared, PruningPlan.Parse(result.Plan.ToJson()));

        Assert.Equal(result.Model.ToBytes(), applied.Model.ToBytes());
    }

    [Fact]
    public void What_reads_channels_in_their_order_keeps_the_gather()
    {
        var (encoder, features) = PrunedEncoder();
        var softmax = Analysed.Model(b => b.Output(b.Node("Softmax", [b.Input("features", 1, Channels, 16, 16)], ("axis", 1L))));
        var prepared = Chain(softmax, encoder, features);

        var result = Pruner.Prune(prepared, Exact with { PreserveOutputOrder = true });

        Oracle.AssertEqual(prepared, result);
        Assert.Single(ReadersThatCopy(result.Model));
        Assert.Single(result.Plan.Refusals, refusal => refusal.Code == "UPS3005");
    }

    [Fact]
    public void A_swap_of_colours_becomes_part_of_the_first_layer()
    {
        var model = Analysed.Model(b =>
        {
            var bgr = b.Node("Gather", [b.Input("rgb", 1, 3, 8, 8), b.Int64s("swap", 2, 1, 0)], ("axis", 1L));
            b.Output(b.Conv(b.Relu(b.Conv(bgr, 3, 32, 3)), 32, 8, 1));
        });

        var result = Pruner.Prune(model, Exact);

        Oracle.AssertEqual(model, result);
        Assert.DoesNotContain(result.Model.Graph.Nodes, node => node.OpType == "Gather");
    }

    [Fact]
    public void Two_inputs_that_are_joined_in_different_orders_leave_one_gather()
    {
        var (encoder, features) = PrunedEncoder();
        var head = Analysed.Model(b => b.Output(b.Conv(b.Node("Add", [b.Input("a", 1, Channels, 16, 16), b.Input("b", 1, Channels, 16, 16)]), Channels, 8, 1)));
        var order = OutputOrder.Read(encoder, features)!;
        var other = new OutputOrder(1, [.. order.PhysicalOf.Reverse()]);
        var shape = new Shape([1, Channels, 16, 16]);
        var prepared = new ModelPreparation { Inputs = [new("a", features, shape, order), new("b", features, shape, other)] }.Apply(head);

        var result = Pruner.Prune(prepared, Exact);

        Oracle.AssertEqual(prepared, result);
        Assert.Single(ReadersThatCopy(result.Model));
    }

    [Fact]
    public void An_output_that_lies_as_it_did_changes_nothing()
    {
        var head = new ModelPreparation().Apply(Head("conv"));
        var chained = ChainedInput.Of("", Encoder, Encoder.Graph.Outputs[0].Name);

        Assert.Null(chained.Order);
        Assert.Same(head, new ModelPreparation { Inputs = [chained] }.Apply(head));
    }

    [Theory]
    [InlineData("nowhere", "input 'nowhere'")]
    [InlineData("small", "[1,8,16,16] cannot take")]
    [InlineData("", "name one of 'small', 'other'")]
    public void An_input_that_cannot_take_it_is_an_error(string input, string message)
    {
        var (encoder, features) = PrunedEncoder();
        var head = Analysed.Model(b =>
        {
            b.Output(b.Conv(b.Input("small", 1, 8, 16, 16), 8, 8, 1));
            b.Output(b.Conv(b.Input("other", 1, 9, 16, 16), 9, 8, 1));
        });

        var thrown = Assert.Throws<UpscaleException>(() => new ModelPreparation { Inputs = [ChainedInput.Of(input, encoder, features)] }.Apply(head));

        Assert.Equal("UPS1211", thrown.Code);
        Assert.Contains(message, thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_output_that_is_not_there_is_an_error() =>
        Assert.Equal("UPS1211", Assert.Throws<UpscaleException>(() => ChainedInput.Of("", Encoder, "nowhere")).Code);

    private static (Model Encoder, string Features) PrunedEncoder()
    {
        var pruned = Pruner.Prune(Encoder, Exact with { Round = 16 }).Model;
        var features = Encoder.Graph.Outputs[0].Name;
        Assert.NotNull(OutputOrder.Read(pruned, features));
        return (pruned, features);
    }

    private static Model Chain(Model head, Model encoder, string features) =>
        new ModelPreparation { Inputs = [ChainedInput.Of("", encoder, features)] }.Apply(head);

    private static Model Head(string kind) => Analysed.Model(b =>
    {
        var x = b.Input("features", 1, Channels, 16, 16);
        var y = kind switch
        {
            "conv" => b.Relu(b.Conv(x, Channels, 32, 3)),
            "carried" => b.Relu(b.Conv(b.Relu(b.BatchNormalization(b.Node("MaxPool", [x], ("kernel_shape", new long[] { 2, 2 })), Channels)), Channels, 32, 1)),
            "residual" => b.Relu(b.Conv(b.Add(x, b.Conv(b.Relu(b.Conv(x, Channels, Channels, 3)), Channels, Channels, 3)), Channels, 32, 1)),
            "concat" => b.Relu(b.Conv(b.Concat(1, x, b.Conv(x, Channels, 16, 1)), Channels + 16, 32, 1)),
            "dense" => b.Relu(b.Gemm(b.Node("Flatten", [b.Node("GlobalAveragePool", [x])]), Channels, 32)),
            _ => b.Relu(b.Conv(b.Node("InstanceNormalization", [x, b.Constant("scale", [Channels], [.. Enumerable.Range(1, Channels).Select(i => 1f / i)]), b.Constant("shift", [Channels], new float[Channels])]), Channels, 32, 1)),
        };
        b.Output(kind == "dense" ? b.Gemm(y, 32, 10) : b.Conv(y, 32, 10, 1));
    });

    private static IEnumerable<Node> ReadersThatCopy(Model model) =>
        model.Graph.Inputs.SelectMany(input => input.Uses).Select(use => use.Node).Where(node => node.OpType is "Gather" or "Slice");

    private static float[] Image() => [.. Enumerable.Range(0, 3 * 16 * 16).Select(i => MathF.Sin(i))];

    private static float[] Logical(float[] physical, OutputOrder order)
    {
        var inner = physical.Length / Channels;
        return [.. order.PhysicalOf.SelectMany(place => physical[(place * inner)..((place + 1) * inner)])];
    }
}
