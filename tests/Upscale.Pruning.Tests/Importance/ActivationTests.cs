using Upscale.Onnx;
using Upscale.Pruning.Importance;

namespace Upscale.Pruning.Tests.Importance;

/// <summary>What criteria make of given activations.</summary>
public sealed class ActivationTests
{
    [Fact]
    public void HRank_scores_the_mean_rank_of_what_the_reader_gets()
    {
        // Ranks 2, 0, 1.
        var activations = new Given(("relu_1", Tensor.FromFloats("relu_1", [1, 3, 2, 2], [1, 0, 0, 1, 0, 0, 0, 0, 1, 2, 2, 4])));

        Assert.Equal([2, 0, 1], Assert.Single(Scores.Of("hrank", Network, activations)));
    }

    [Fact]
    public void Variance_multiplies_squared_norms_with_measured_mean_squares()
    {
        // Squared norms 1, 4, 9; mean squares 0.5, 0, 25 / 4.
        var activations = new Given(("relu_1", Tensor.FromFloats("relu_1", [1, 3, 2, 2], [1, 0, 0, 1, 0, 0, 0, 0, 1, 2, 2, 4])));

        Scores.AssertEqual([0.5f, 0, 9 * 6.25f], Assert.Single(Scores.Of("variance", Network, activations)));
    }

    [Fact]
    public void Positions_that_Flatten_made_of_one_channel_count_together()
    {
        var activations = new Given(("flatten_1", Tensor.FromFloats("flatten_1", [1, 4], [1, 3, 0, 2])));

        Scores.AssertEqual([5, 2], Assert.Single(Scores.Of(
            "variance",
            builder =>
            {
                var x = builder.Node("Flatten", [builder.Conv(builder.Input("x", 1, 1, 1, 2), 1, 2, 1)]);
                builder.Output(builder.Node("Gemm", [x, builder.Constant("w", [4, 1], [1, 0, 0, 1])]));
            },
            activations)));
    }

    [Fact]
    public void Integers_are_measured_as_the_numbers_that_they_stand_for()
    {
        // In front of the node that makes integers; then as they are, with scale 0.5 and zero point 10.
        var activations = new Given(
            ("relu_1", Tensor.FromFloats("relu_1", [1, 3, 1, 1], [2, 3, 4])),
            ("qlinearconv_3", Tensor.FromBytes("qlinearconv_3", ElementType.UInt8, [1, 2, 1, 1], new byte[] { 14, 8 })));

        var scores = Scores.Of(
            "variance",
            builder =>
            {
                var (scale, zero) = (builder.Constant("scale", [], [0.5f]), builder.Constant(Tensor.FromBytes("zero", ElementType.UInt8, [], new byte[] { 10 })));
                var x = builder.Relu(builder.Conv(builder.Input("x", 1, 1, 2, 2), 1, 3, 1));
                x = Layer(builder.Node("QuantizeLinear", [x, scale, zero]), "first", [2, 3], [11, 12, 13, 10, 10, 10]);
                builder.Output(Layer(x, "second", [1, 2], [12, 14]), ElementType.UInt8);

                string Layer(string input, string name, long[] channels, byte[] weights) => builder.Node(
                    "QLinearConv",
                    [input, scale, zero, builder.Constant(Tensor.FromBytes(name, ElementType.UInt8, [.. channels, 1, 1], weights)), scale, zero, scale, zero]);
            },
            activations);

        // Weights 0.5, 1, 1.5 and 1, 2; values 2, 3, 4 and 2, -1.
        Scores.AssertEqual([1, 9, 36], scores[0]);
        Scores.AssertEqual([4, 4], scores[1]);
    }

    [Fact]
    public void A_tensor_that_several_layers_read_is_wanted_once()
    {
        var activations = new Given(("conv_0", Tensor.FromFloats("conv_0", [1, 2, 1, 1], [3, 4])));
        var scores = Scores.Of(
            "variance",
            builder =>
            {
                var x = builder.Conv(builder.Input("x", 1, 1, 1, 1), 1, 2, 1);
                builder.Output(builder.Node("Conv", [x, builder.Constant("first", [1, 2, 1, 1], [1, 2])]));
                builder.Output(builder.Node("Conv", [x, builder.Constant("second", [1, 2, 1, 1], [3, 1])]));
            },
            activations);

        Assert.Equal(["conv_0"], activations.Wanted);
        Assert.Equal([[9, 64], [81, 16]], scores);
    }

    [Fact]
    public void Criteria_of_weights_ask_for_nothing()
    {
        var activations = new Given();

        Scores.AssertEqual([1, 2, 3], Assert.Single(Scores.Of("l2", Network, activations)));
        Assert.Empty(activations.Wanted);
    }

    [Fact]
    public void Values_that_are_no_numbers_hold_their_channel()
    {
        var builder = new ModelBuilder();
        Network(builder);
        var activations = new Given(("relu_1", Tensor.FromFloats("relu_1", [1, 3, 1, 1], [1, float.NaN, 1])));

        var plan = Pruner.Prune(builder.Build(), new() { Criterion = "variance", Ratio = 0.99, Round = 1 }, activations: activations).Plan;

        Assert.Contains(1, plan.Consumers[0].Kept);
        Assert.Contains(plan.Refusals, refusal => refusal is { Code: "UPS3002", Reason: "1 of 3 input channels are kept: their weights or values give no finite score" });
    }

    [Fact]
    public void HRank_without_calibration_data_says_what_to_do()
    {
        var builder = new ModelBuilder();
        Network(builder);

        var failure = Assert.Throws<UpscaleException>(() => Pruner.Prune(builder.Build(), new() { Criterion = "hrank" }));

        Assert.Equal("UPS1204", failure.Code);
        Assert.Contains("--calibration", failure.Message, StringComparison.Ordinal);
    }

    private static void Network(ModelBuilder builder)
    {
        var x = builder.Relu(builder.Conv(builder.Input("x", 1, 1, 2, 2), 1, 3, 1));
        builder.Output(builder.Node("Conv", [x, builder.Constant("w", [1, 3, 1, 1], [1, -2, 3])]));
    }

    /// <summary>Activations as they are given.</summary>
    private sealed class Given(params (string Value, Tensor Tensor)[] tensors) : IActivationSource
    {
        public List<string> Wanted { get; } = [];

        public void Read(Model model, IReadOnlyCollection<ActivationRequest> wanted, Action<Tensor> visit)
        {
            Wanted.AddRange(wanted.Select(request => request.Value));
            foreach (var request in wanted)
            {
                visit(tensors.Single(given => given.Value == request.Value).Tensor);
            }
        }
    }
}
