using Upscale.Onnx;

namespace Upscale.Pruning.Tests.Importance;

/// <summary>Which BatchNormalization makes a channel: scores of the criterion bn, not a number where none does.</summary>
public sealed class NormalisationTests
{
    private static readonly float[] Scales = [-3, 1, 4, -2, 6, 5];
    private static readonly float[] Magnitudes = [3, 1, 4, 2, 6, 5];
    private static readonly float[] None = [.. Enumerable.Repeat(float.NaN, 6)];

    [Theory]
    [InlineData("Relu")]
    [InlineData("LeakyRelu")]
    [InlineData("Sigmoid")]
    [InlineData("GlobalAveragePool")]
    [InlineData("Identity")]
    public void Scales_reach_the_reader_through_what_carries_channels(string carrier) =>
        AssertScores(Magnitudes, (builder, x) => builder.Node(carrier, [x]));

    [Fact]
    public void A_slope_per_channel_leaves_the_scale() =>
        AssertScores(Magnitudes, (builder, x) => builder.Node("PRelu", [x, builder.Uniform("slope", 0, 1, 6, 1, 1)]));

    [Fact]
    public void A_channel_shuffle_moves_them() => AssertScores([3, 2, 1, 6, 4, 5], (builder, x) =>
    {
        var split = builder.Node("Reshape", [x, builder.Int64s("split", 1, 2, 3, 4, 4)]);
        var swapped = builder.Node("Transpose", [split], ("perm", new long[] { 0, 2, 1, 3, 4 }));
        return builder.Node("Reshape", [swapped, builder.Int64s("merged", 1, 6, 4, 4)]);
    });

    [Fact]
    public void Concat_and_Slice_move_them() => AssertScores([4, 2, 6, 5, 3, 1], (builder, x) =>
    {
        var rest = builder.Node("Slice", [x, builder.Int64s("two", 2), builder.Int64s("six", 6), builder.Int64s("channels", 1)]);
        var first = builder.Node("Slice", [x, builder.Int64s("zero", 0), builder.Int64s("end", 2), builder.Int64s("axis", 1)]);
        return builder.Concat(1, rest, builder.Relu(first));
    });

    [Fact]
    public void Flatten_leaves_one_scale_per_channel()
    {
        var scores = Scores.Of("bn", builder =>
        {
            var x = builder.Node("Flatten", [builder.Relu(Normalised(builder))]);
            builder.Output(builder.Node("Gemm", [x, builder.Weight("w", 6 * 16, 3)]));
        });

        Assert.Equal(Magnitudes, Assert.Single(scores));
    }

    [Fact]
    public void Each_reader_of_a_tensor_has_its_own_normalisation()
    {
        var scores = Scores.Of("bn", builder =>
        {
            var x = builder.Conv(builder.Input("x", 1, 1, 4, 4), 1, 6, 1);
            builder.Output(builder.Conv(Normalise(builder, x, "first", Scales), 6, 2, 1));
            builder.Output(builder.Conv(Normalise(builder, x, "second", [6, 5, 4, 1, 2, 3]), 6, 2, 1));
            builder.Output(builder.Conv(x, 6, 2, 1));
        });

        Assert.Equal([Magnitudes, [6, 5, 4, 1, 2, 3], None], scores);
    }

    [Fact]
    public void The_last_of_two_counts() => AssertScores([1, 2, 3, 4, 5, 6], (builder, x) => Normalise(builder, x, "again", [1, 2, 3, 4, 5, 6]));

    [Fact]
    public void A_channel_times_a_function_of_itself_keeps_its_scale() =>
        AssertScores(Magnitudes, (builder, x) => builder.Node("Mul", [x, builder.Node("Sigmoid", [x])]));

    [Fact]
    public void A_sum_of_two_channels_is_made_by_neither() =>
        AssertScores(None, (builder, x) => builder.Add(x, Normalise(builder, builder.Conv(x, 6, 6, 1), "other", Scales)), consumer: 1);

    [Fact]
    public void A_channel_times_a_gate_is_made_by_neither() =>
        AssertScores(None, (builder, x) => builder.Node("Mul", [x, builder.Node("Sigmoid", [builder.Conv(x, 6, 6, 1)])]), consumer: 1);

    [Fact]
    public void A_depthwise_convolution_makes_channels_of_its_own() =>
        AssertScores(None, (builder, x) => builder.Conv(x, 6, 6, 3, groups: 6));

    [Fact]
    public void A_depthwise_convolution_of_integers_makes_channels_of_its_own() => AssertScores(None, (builder, x) =>
    {
        var stored = builder.Constant(Tensor.FromBytes("stored", ElementType.Int8, [6, 1, 1, 1], new byte[] { 1, 2, 3, 4, 5, 6 }));
        var weights = builder.Node("DequantizeLinear", [stored, builder.Constant("scale", [], [0.5f])]);
        return builder.Node("Conv", [x, weights], ("group", 6L));
    });

    [Fact]
    public void A_factor_per_channel_makes_channels_of_its_own() =>
        AssertScores(None, (builder, x) => builder.Node("Mul", [x, builder.Uniform("factors", 1, 2, 6, 1, 1)]));

    [Fact]
    public void A_channel_that_is_read_before_and_behind_has_none()
    {
        var scores = Scores.Of("bn", builder =>
        {
            var x = builder.Conv(builder.Input("x", 1, 1, 4, 4), 1, 6, 1);
            builder.Output(builder.Conv(builder.Concat(1, x, Normalise(builder, x, "bn", Scales)), 12, 2, 1));
        });

        Assert.Equal([.. None, .. None], Assert.Single(scores));
    }

    private static void AssertScores(float[] expected, Func<ModelBuilder, string, string> carry, int consumer = 0) =>
        Assert.Equal(expected, Scores.Of("bn", builder => builder.Output(builder.Conv(carry(builder, Normalised(builder)), 6, 2, 1)))[consumer]);

    private static string Normalised(ModelBuilder builder) =>
        Normalise(builder, builder.Conv(builder.Input("x", 1, 1, 4, 4), 1, 6, 1), "bn", Scales);

    private static string Normalise(ModelBuilder builder, string x, string name, float[] scales) => builder.Node(
        "BatchNormalization",
        [
            x,
            builder.Constant($"{name}.scale", [6], scales),
            builder.Uniform($"{name}.shift", -1, 1, 6),
            builder.Uniform($"{name}.mean", -1, 1, 6),
            builder.Uniform($"{name}.variance", 0.5f, 1, 6),
        ]);
}
