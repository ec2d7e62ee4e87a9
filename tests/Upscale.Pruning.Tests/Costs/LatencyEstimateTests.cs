using System.Collections.Immutable;
using Upscale.Onnx;
using Upscale.Pruning.Costs;

namespace Upscale.Pruning.Tests.Costs;

public sealed class LatencyEstimateTests
{
    private const int Block = 8;
    private const int Width = 16;

    [Fact]
    public void A_normalisation_and_an_activation_run_inside_the_convolution_before_them() =>
        Assert.Equal("Layer Reorder", Executed(x => x.Relu(x.BatchNormalization(Stem(x), Width))));

    [Fact]
    public void Constants_per_channel_run_inside_the_convolution() =>
        Assert.Equal("Layer Reorder", Executed(x => x.Relu(x.Add(x.Node("Mul", [Stem(x), x.Weight("factor", 1, Width, 1, 1)]), x.Weight("term", 1, Width, 1, 1)))));

    [Fact]
    public void A_residual_sum_and_its_activation_run_inside_the_last_convolution() =>
        Assert.Equal("Layer Layer Layer Reorder", Executed(x =>
        {
            var stem = x.Relu(Stem(x));
            return x.Relu(x.Add(stem, x.BatchNormalization(x.Conv(x.Relu(x.Conv(stem, Width, Width, 3)), Width, Width, 3), Width)));
        }));

    [Fact]
    public void A_sum_of_activated_tensors_is_a_node() =>
        Assert.Equal("Layer Layer Elementwise Reorder", Executed(x =>
        {
            var stem = x.Relu(Stem(x));
            return x.Add(stem, x.Relu(x.Conv(stem, Width, Width, 3)));
        }));

    [Fact]
    public void An_activation_is_a_node_where_the_convolution_has_another_reader() =>
        Assert.Equal("Layer Elementwise Layer Reorder", Executed(x =>
        {
            var stem = Stem(x);
            return x.Add(x.Relu(stem), x.Conv(stem, Width, Width, 3));
        }));

    [Fact]
    public void A_slice_leaves_the_blocked_layout_once_for_all_readers() =>
        Assert.Equal("Layer Reorder Copy Reorder Layer Copy Reorder Layer Layer Reorder", Executed(x =>
        {
            var stem = Stem(x);
            var first = x.Conv(Slice(x, stem, "first"), Block, Width, 3);
            var second = x.Conv(Slice(x, stem, "second"), Block, Width, 3);
            return x.Add(x.Relu(first), x.Conv(x.Relu(second), Width, Width, 1));
        }));

    [Fact]
    public void Whole_blocks_are_joined_in_the_blocked_layout() =>
        Assert.Equal("Layer Layer Copy Layer Reorder", Executed(x => x.Conv(x.Concat(1, Stem(x), Stem(x, image: "other")), 2 * Width, Width, 1)));

    [Fact]
    public void Parts_of_blocks_are_joined_in_the_plain_layout() =>
        Assert.Equal("Layer Layer Reorder Reorder Copy Reorder Layer Reorder", Executed(x => x.Conv(x.Concat(1, Stem(x, 12), Stem(x, 12, "other")), 24, Width, 1)));

    [Fact]
    public void A_factor_per_channel_that_is_computed_leaves_the_blocked_layout() =>
        Assert.Equal("Layer Elementwise Reorder Reorder Elementwise Reorder Layer Reorder", Executed(x =>
        {
            var stem = Stem(x);
            return x.Conv(x.Node("Mul", [stem, x.Node("GlobalAveragePool", [stem])]), Width, Width, 1);
        }));

    [Theory]
    [InlineData(16, "Layer Elementwise Layer Reorder")]
    [InlineData(12, "Layer Reorder Elementwise Reorder Layer Reorder")]
    public void Pooling_takes_whole_blocks(int width, string expected) =>
        Assert.Equal(expected, Executed(x => x.Conv(x.Node("MaxPool", [Stem(x, width)], ("kernel_shape", new long[] { 2, 2 })), width, Width, 1)));

    [Fact]
    public void A_normalisation_of_its_own_is_a_depthwise_convolution_where_the_layout_is_blocked()
    {
        var nodes = Nodes(x => x.Relu(x.BatchNormalization(x.Concat(1, Stem(x), Stem(x, image: "other")), 2 * Width)));

        Assert.Equal("Layer Layer Copy Layer Reorder", Kinds(nodes));
        Assert.True(Assert.IsType<ConvolutionLayer>(nodes[3].Layer).IsDepthwise);
    }

    [Fact]
    public void A_normalisation_of_its_own_passes_over_memory_in_the_plain_layout() =>
        Assert.Equal("Elementwise Elementwise", Executed(x => x.Relu(x.BatchNormalization(Image(x), 3))));

    [Fact]
    public void A_tensor_times_its_sigmoid_is_one_node_in_the_blocked_layout() =>
        Assert.Equal("Layer Transcendental Layer Reorder", Executed(x =>
        {
            var stem = Stem(x);
            return x.Conv(x.Node("Mul", [stem, x.Node("Sigmoid", [stem])]), Width, Width, 1);
        }));

    [Theory]
    [InlineData(16, 1, "Layer Layer Reorder")]
    [InlineData(20, 1, "Layer Layer Reorder")]
    [InlineData(18, 1, "Layer Reorder Layer")]
    [InlineData(20, 20, "Layer Layer Reorder")]
    [InlineData(18, 18, "Layer Reorder Layer")]
    [InlineData(16, 2, "Layer Layer Reorder")]
    [InlineData(24, 2, "Layer Reorder Layer")]
    public void Widths_without_a_blocked_kernel_compute_in_the_plain_layout(int width, int groups, string expected) =>
        Assert.Equal(expected, Executed(x => x.Conv(Stem(x, width), width, width, 3, groups: groups)));

    [Fact]
    public void What_the_runtime_removes_costs_nothing() =>
        Assert.Equal("Layer Layer Reorder", Executed(x => x.Conv(
            x.Node("Pad", [x.Node("Identity", [Stem(x)]), x.Int64s("pads", 0, 0, 0, 0, 0, 0, 0, 0)]), Width, Width, 1)));

    [Fact]
    public void A_classifier_reads_the_plain_layout() =>
        Assert.Equal("Layer Elementwise Reorder View Layer", Executed(x =>
            x.Relu(x.Gemm(x.Node("Flatten", [x.Node("GlobalAveragePool", [Stem(x)])]), Width, 10))));

    [Fact]
    public void A_product_and_its_bias_are_one_node() =>
        Assert.Equal("Layer", Executed(x => x.Add(x.Node("MatMul", [x.Input("x", 5, 8), x.Weight("w", 8, 6)]), x.Weight("b", 6))));

    [Fact]
    public void Layers_have_the_widths_of_the_model()
    {
        var nodes = Nodes(x => x.Gemm(x.Node("Flatten", [x.Node("GlobalAveragePool", [Stem(x)])]), Width, 10));

        Assert.Equal(new ConvolutionLayer(new([8, 8], [3, 3], [1, 1], [1, 1], [1, 1, 1, 1]), 3, Width), nodes[0].Layer);
        Assert.Equal(new ProductLayer(1, Width, 10), nodes[^1].Layer);
        Assert.Equal(sizeof(float) * Width * 8 * 8, nodes[1].Bytes);
    }

    [Fact]
    public void The_estimate_is_the_sum_of_its_nodes()
    {
        var costs = new MeasuredCostModel(SampleTable.Create(SampleTable.Products));
        var builder = new ModelBuilder();
        builder.Output(builder.Node("Sigmoid", [builder.Gemm(builder.Node("Neg", [builder.Input("x", 1, 20)]), 20, 30)]), 1, 30);

        var estimate = LatencyEstimate.Of(builder.Build(), costs);

        Assert.Equal(costs.Elementwise(80) + 6, estimate.Seconds, 9);
    }

    private static string Image(ModelBuilder x, string name = "image") => x.Input(name, 1, 3, 8, 8);

    private static string Stem(ModelBuilder x, int width = Width, string image = "image") => x.Conv(Image(x, image), 3, width, 3);

    private static string Slice(ModelBuilder x, string from, string name) => x.Node(
        "Slice", [from, x.Int64s(name + "_start", 0), x.Int64s(name + "_end", Block), x.Int64s(name + "_axis", 1)]);

    private static string Executed(Func<ModelBuilder, string> build) => Kinds(Nodes(build));

    private static string Kinds(IEnumerable<ExecutedNode> nodes) => string.Join(' ', nodes.Select(node => node.Kind));

    private static ImmutableArray<ExecutedNode> Nodes(Func<ModelBuilder, string> build)
    {
        var builder = new ModelBuilder();
        builder.Output(build(builder));
        return LatencyEstimate.ExecutedNodes(builder.Build(), Block);
    }
}
