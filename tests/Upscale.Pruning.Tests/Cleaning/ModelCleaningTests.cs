using Upscale.Onnx;
using Upscale.Pruning.Cleaning;
using Upscale.Pruning.Tests.Channels;
using Upscale.Pruning.Tests.Rewriting;

namespace Upscale.Pruning.Tests.Cleaning;

public sealed class ModelCleaningTests
{
    [Fact]
    public void A_normalisation_becomes_part_of_the_convolution_before_it() =>
        AssertCleaned(["Conv", "Relu"], b => b.Output(b.Relu(b.BatchNormalization(b.Conv(Image(b), 3, 8, 3), 8))));

    [Theory]
    [InlineData(2, "Conv, Relu")]
    [InlineData(6, "Conv, Conv, Conv, Relu")]
    public void Normalisations_one_behind_the_other_are_folded_one_by_one(int count, string operators) => AssertCleaned(operators.Split(", "), b =>
    {
        var x = b.Conv(Image(b), 3, 8, 3);
        for (var i = 0; i < count; i++)
        {
            x = b.BatchNormalization(x, 8);
        }

        b.Output(b.Relu(x));
    });

    /// <summary>Found by random networks: the read was dropped, and the layer that the normalisation became read it.</summary>
    [Theory]
    [InlineData("Conv", "Conv, Relu")]
    [InlineData("Tanh", "Tanh, Conv, Relu")]
    public void A_normalisation_behind_a_read_of_everything(string before, string operators) => AssertCleaned(operators.Split(", "), b =>
    {
        var x = before == "Conv" ? b.Conv(Image(b), 3, 3, 1) : b.Node(before, [Image(b)]);
        var whole = b.Node("Slice", [x, b.Int64s("start", 0), b.Int64s("end", 3), b.Int64s("axis", 1)]);
        b.Output(b.Relu(b.BatchNormalization(whole, 3)));
    });

    [Fact]
    public void A_convolution_without_bias_gets_one()
    {
        var cleaned = AssertCleaned(["Conv", "Relu"], b => b.Output(b.Relu(b.BatchNormalization(b.Conv(Image(b), 3, 8, 3, bias: false), 8))));
        Assert.Equal([8], cleaned.Graph.Nodes[0].Input(2)!.Constant!.Dims.AsEnumerable());
    }

    [Fact]
    public void Scale_and_shift_are_those_of_the_definition()
    {
        var cleaned = ModelCleaning.Run(Analysed.Model(b =>
        {
            var x = b.Node("Conv", [b.Input("x", 1, 1, 1, 1), b.Constant("w", [2, 1, 1, 1], [3, 5]), b.Constant("bias", [2], [10, 20])]);
            string[] parameters = [b.Constant("scale", [2], [2, 4]), b.Constant("shift", [2], [1, -1]), b.Constant("mean", [2], [6, 30]), b.Constant("variance", [2], [3, 15])];
            b.Output(b.Relu(b.Node("BatchNormalization", [x, .. parameters], ("epsilon", 1f))));
        }));

        var convolution = cleaned.Graph.Nodes[0];
        Assert.Equal([3f, 5f], convolution.Input(1)!.Constant!.ToFloats());
        Assert.Equal([5f, -11f], convolution.Input(2)!.Constant!.ToFloats());
    }

    [Fact]
    public void A_grouped_convolution_is_scaled_too() =>
        AssertCleaned(["Conv", "Conv", "Relu"], b => b.Output(b.Relu(b.BatchNormalization(b.Conv(b.Conv(Image(b), 3, 8, 1), 8, 12, 3, groups: 4), 12))));

    [Fact]
    public void A_transposed_convolution_is_scaled_on_its_second_axis() => AssertCleaned(
        ["ConvTranspose", "Relu"], b => b.Output(b.Relu(b.BatchNormalization(b.Node("ConvTranspose", [Image(b), b.Weight("w", 3, 6, 2, 2)]), 6))));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_matrix_product_is_scaled_on_the_axis_of_its_outputs(long transposed) => AssertCleaned(["Gemm", "Relu"], b =>
    {
        long[] dims = transposed == 0 ? [5, 7] : [7, 5];
        var product = b.Node("Gemm", [b.Input("x", 2, 5), b.Weight("w", dims), b.Uniform("bias", -1, 1, 7)], ("transB", transposed));
        b.Output(b.Relu(b.BatchNormalization(product, 7)));
    });

    [Fact]
    public void A_normalisation_of_images_that_no_layer_makes_becomes_a_layer() =>
        AssertCleaned(["Conv", "Relu"], b => b.Output(b.Relu(b.BatchNormalization(Image(b), 3))));

    [Fact]
    public void A_layer_that_somebody_else_reads_stays_as_it_is() => AssertCleaned(["Conv", "Conv", "Add"], b =>
    {
        var x = b.Conv(Image(b), 3, 8, 3);
        b.Output(b.Add(b.BatchNormalization(x, 8), x));
    });

    [Fact]
    public void A_layer_whose_weights_another_shares_stays_as_it_is() => AssertCleaned(["Conv", "Conv", "Conv", "Add"], b =>
    {
        var (x, w) = (Image(b), b.Weight("w", 8, 3, 1, 1));
        b.Output(b.Add(b.BatchNormalization(b.Node("Conv", [x, w]), 8), b.Node("Conv", [x, w])));
    });

    [Fact]
    public void A_normalised_output_keeps_its_name()
    {
        var cleaned = AssertCleaned(["Conv", "Conv"], b => b.Output(b.BatchNormalization(b.Conv(Image(b), 3, 8, 3), 8)));
        Assert.Equal("batchnormalization_1", cleaned.Graph.Outputs[0].Name);
    }

    [Fact]
    public void A_normalisation_with_computed_parameters_stays() => AssertCleaned(["Relu", "BatchNormalization"], b =>
    {
        var scale = b.Relu(b.Input("scale", 3));
        string[] parameters = [scale, b.Uniform("shift", -1, 1, 3), b.Uniform("mean", -1, 1, 3), b.Uniform("variance", 0.5f, 1, 3)];
        b.Output(b.Node("BatchNormalization", [Image(b), .. parameters]));
    });

    [Fact]
    public void A_normalisation_that_makes_no_finite_number_stays() => AssertCleaned(["BatchNormalization"], b =>
    {
        string[] parameters = [b.Constant("scale", [1], [1]), b.Constant("shift", [1], [0]), b.Constant("mean", [1], [0]), b.Constant("variance", [1], [-2])];
        b.Output(b.Node("BatchNormalization", [b.Input("x", 1, 1, 2, 2), .. parameters]));
    }, compare: false);

    private static string Image(ModelBuilder builder) => builder.Input("x", 1, 3, 6, 6);

    private static Model AssertCleaned(string[] operators, Action<ModelBuilder> build, bool compare = true)
    {
        var model = Analysed.Model(build);
        var cleaned = ModelCleaning.Run(model);
        Assert.Equal(operators, cleaned.Graph.Nodes.Select(node => node.OpType));
        if (compare)
        {
            Assert.Null(Oracle.Mismatch(model, Pruner.Prune(model, new() { Ratio = 0 }).Plan, cleaned));
        }

        return cleaned;
    }
}
