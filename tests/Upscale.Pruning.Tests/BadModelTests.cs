using Upscale.Onnx;
using Upscale.Pruning.Operators;
using Upscale.Pruning.Tests.Operators;

namespace Upscale.Pruning.Tests;

/// <summary>Models that cannot be right end in a coded error that names the node, whichever way they come in.</summary>
public sealed class BadModelTests
{
    public static TheoryData<string> OpTypes => [.. OperatorCatalog.All.Select(pair => pair.Key)];

    /// <summary>Random attributes, opsets and operands, some of which have channels that could be pruned.</summary>
    [Theory]
    [MemberData(nameof(OpTypes))]
    public void Nodes_that_make_little_sense(string opType)
    {
        for (var seed = 0; seed < 100; seed++)
        {
            AssertRefusedOrPruned(new RandomNode(seed, produced: true).Build(opType));
        }
    }

    [Theory]
    [InlineData("UPS1009", "Relu", "y", "Relu", "y")]
    [InlineData("UPS1009", "Add", "x,b", "Relu", "a")]
    [InlineData("UPS1007", "Relu", "x", "Relu", "x", "x", "x")]
    [InlineData("UPS1008", "Relu", "nothing", "Abs", "x")]
    public void Names_that_do_not_fit(string code, string first, string firstInputs, string second, string secondInputs, string firstOutput = "a", string secondOutput = "b")
    {
        var file = RawGraph.Of(
            RawGraph.Node(first, firstInputs.Split(','), firstInputs == "y" ? "y" : firstOutput), RawGraph.Node(second, secondInputs.Split(','), secondOutput));
        AssertRefused(code, () => Model.Parse(file));
    }

    [Fact]
    public void Extents_of_inputs_whose_product_overflows() => AssertRefused(
        "UPS1011", () => Built(b => b.Relu(b.Conv(b.Input("x", 1, 3, long.MaxValue, long.MaxValue), 3, 8, 1))));

    [Theory]
    [InlineData(1L << 31)]
    [InlineData(1L << 40)]
    public void Extents_of_inputs_that_no_machine_holds(long extent)
    {
        var model = Built(b => b.Conv(b.Relu(b.Conv(b.Input("x", 1, 3, extent, 2), 3, 8, 1)), 8, 4, 1));
        Assert.Equal(4, Pruner.Prune(model, Options).Report.Consumers[0].Kept);
    }

    [Theory]
    [InlineData("Reshape", 1L << 40, -1L)]
    [InlineData("Reshape", long.MaxValue, long.MaxValue)]
    [InlineData("Reshape", -7L, 8L)]
    [InlineData("Expand", long.MaxValue, 8L)]
    [InlineData("Tile", long.MaxValue, long.MaxValue)]
    public void Sizes_in_constants_that_cannot_be(string opType, long first, long second) =>
        AssertRefusedOrPruned(b => b.Node(opType, [b.Relu(b.Gemm(b.Input("x", 3, 4), 4, 8)), b.Int64s("sizes", first, second)]));

    [Fact]
    public void A_range_that_never_ends() =>
        AssertRefusedOrPruned(b => b.Node("Range", [b.Int64s("from", [], [0]), b.Int64s("to", [], [long.MaxValue]), b.Int64s("by", [], [1])]));

    [Fact]
    public void A_constant_of_more_elements_than_memory_has() =>
        AssertRefusedOrPruned(b => b.Node("ConstantOfShape", [b.Int64s("sizes", 1L << 20, 1L << 20, 1L << 20)]));

    [Theory]
    [InlineData("Conv", "group", "three")]
    [InlineData("Conv", "group", 0L)]
    [InlineData("Conv", "group", -1L)]
    [InlineData("Conv", "group", 1L << 40)]
    [InlineData("Conv", "strides", 1L)]
    [InlineData("ConvTranspose", "group", 0L)]
    [InlineData("ConvTranspose", "group", 1f)]
    [InlineData("DepthToSpace", "blocksize", -2L)]
    [InlineData("Flatten", "axis", 99L)]
    [InlineData("Flatten", "axis", "one")]
    [InlineData("Softmax", "axis", -99L)]
    [InlineData("Concat", "axis", 99L)]
    [InlineData("Concat", "axis", 1f)]
    [InlineData("Gather", "axis", long.MinValue)]
    [InlineData("Split", "axis", long.MaxValue)]
    [InlineData("Split", "num_outputs", 0L)]
    [InlineData("Split", "num_outputs", -1L)]
    [InlineData("Transpose", "perm", 1L)]
    [InlineData("MaxPool", "kernel_shape", "2,2")]
    [InlineData("Unsqueeze", "axes", 1L)]
    public void Attributes_that_cannot_be(string opType, string attribute, object value) => AssertRefusedOrPruned(b =>
    {
        var x = b.Relu(b.Conv(b.Input("x", 1, 3, 4, 4), 3, 8, 1));
        string[] inputs = opType switch
        {
            "Conv" or "ConvTranspose" => [x, b.Weight("w", 8, 8, 1, 1)],
            "Gather" or "Unsqueeze" => [x, b.Int64s("i", 0)],
            "Concat" => [x, x],
            _ => [x],
        };
        return b.Node(opType, inputs, (attribute, value));
    });

    [Theory]
    [InlineData("Conv", 1)]
    [InlineData("Conv", 3)]
    [InlineData("ConvTranspose", 1)]
    [InlineData("ConvTranspose", 3)]
    public void Weights_without_elements(string opType, long groups) => AssertRefusedOrPruned(b => b.Node(
        opType,
        [b.Relu(b.Conv(b.Input("x", 1, 3, 4, 4), 3, 6, 1)), opType == "Conv" ? b.Weight("w", 0, 6 / groups, 1, 1) : b.Weight("w", 6, 0, 1, 1)],
        ("group", groups)));

    [Theory]
    [InlineData(3)]
    [InlineData(16)]
    [InlineData(-8)]
    public void Groups_that_do_not_divide_the_channels(long groups) => AssertRefusedOrPruned(b => b.Node(
        "Conv", [b.Relu(b.Conv(b.Input("x", 1, 3, 4, 4), 3, 8, 1)), b.Weight("w", 8, 2, 1, 1)], ("group", groups)));

    [Fact]
    public void A_bias_of_the_wrong_rank() => AssertRefusedOrPruned(b => b.Node(
        "ConvTranspose", [b.Relu(b.Conv(b.Input("x", 1, 3, 4, 4), 3, 8, 1)), b.Weight("w", 8, 2, 1, 1), b.Constant("bias", [], [1])], ("group", 2L)));

    [Fact]
    public void Groups_of_a_product_that_has_none() => AssertRefusedOrPruned(b => b.Node(
        "MatMul", [b.Relu(b.Gemm(b.Input("x", 2, 4), 4, 8)), b.Weight("w", 8, 4)], ("group", -1L)));

    [Fact]
    public void Indices_that_are_fractions() => AssertRefusedOrPruned(b => b.Node(
        "Gather", [b.Relu(b.Gemm(b.Input("x", 2, 4), 4, 8)), b.Constant("indices", [2], [0.5f, 1])], ("axis", 1L)));

    [Fact]
    public void A_resize_of_no_axes() => AssertRefusedOrPruned(b => b.Node(
        "Resize",
        [b.Relu(b.Conv(b.Input("x", 1, 3, 4, 4), 3, 8, 1)), "", "", b.Int64s("sizes")],
        ("axes", Array.Empty<long>()), ("keep_aspect_ratio_policy", "not_larger")));

    [Fact]
    public void Layers_of_no_channels() => AssertRefusedOrPruned(b =>
        b.Node("MatMul", [b.Relu(b.Node("MatMul", [b.Input("x", 2, 4), b.Weight("w", 4, 0)])), b.Weight("v", 0, 4)]));

    [Fact]
    public void Weights_of_the_wrong_rank() => AssertRefusedOrPruned(b => b.Node("Conv", [b.Relu(b.Conv(b.Input("x", 1, 3, 4, 4), 3, 8, 1)), b.Weight("w", 8)]));

    [Fact]
    public void Weights_of_integers() => AssertRefusedOrPruned(b =>
        b.Node("Conv", [b.Relu(b.Conv(b.Input("x", 1, 3, 4, 4), 3, 8, 1)), b.Int64s("w", [2, 8, 1, 1], new long[16])]));

    [Fact]
    public void Nodes_without_inputs() => AssertRefusedOrPruned(b => b.Node("Conv", []));

    [Fact]
    public void Nodes_whose_inputs_are_all_omitted() => AssertRefusedOrPruned(b => b.Node("Gemm", ["", "", ""]));

    [Fact]
    public void Branches_that_hide_an_outer_name()
    {
        var model = Built(b =>
        {
            var x = b.Relu(b.Conv(b.Input("x", 1, 3, 4, 4), 3, 8, 1));
            var branches = new[] { "relu_1", "conv_0" }.Select(hidden =>
            {
                var branch = b.Subgraph($"hides_{hidden}");
                branch.Constant(hidden, [1, 8, 4, 4], new float[128]);
                branch.Output(branch.Node("Neg", [hidden]), 1, 8, 4, 4);
                return branch;
            }).ToArray();
            return b.Conv(b.Add(b.Node("If", [b.Input("condition", ElementType.Bool)], ("then_branch", branches[0]), ("else_branch", branches[1])), b.Conv(x, 8, 8, 1)), 8, 3, 1);
        });
        var result = Pruner.Prune(model, Options);

        Assert.Contains(result.Report.Consumers, row => row.Kept < row.Channels);
        Rewriting.Oracle.AssertEqual(model, result);
    }

    private static PruningOptions Options { get; } = new() { Ratio = 0.5, Round = 1 };

    private static Model Built(Func<ModelBuilder, string> build)
    {
        var builder = new ModelBuilder();
        builder.Output(build(builder));
        return builder.Build();
    }

    private static void AssertRefused(string code, Func<Model> load)
    {
        var error = Assert.Throws<UpscaleException>(() => Pruner.Prune(load(), Options));
        Assert.Equal(code, error.Code);
        Assert.True(error.Node is not null || error.Message.Contains('\'', StringComparison.Ordinal), error.Message);
    }

    private static void AssertRefusedOrPruned(Func<ModelBuilder, string> build) => AssertRefusedOrPruned(Built(build));

    /// <summary>What ONNX Runtime would refuse may be refused with a code that names the node, or be carried through.</summary>
    private static void AssertRefusedOrPruned(Model model)
    {
        try
        {
            Assert.NotEmpty(Pruner.Prune(model, Options).Model.Graph.Outputs);
        }
        catch (UpscaleException error)
        {
            Assert.Matches("^UPS1[01][0-9][0-9]$", error.Code);
            Assert.NotNull(error.Node);
        }
    }
}
