using Upscale.Onnx;
using Upscale.Pruning;

namespace Upscale.Execution.Tests;

public sealed class ClassifierVerificationTests
{
    private static readonly PruningOptions Exact = new() { Ratio = 0.4, Round = 1 };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_classifier_with_labels_and_maps_is_pruned_and_verified(bool hasTextLabels)
    {
        var model = Classifier(hasTextLabels);
        var pruned = Pruner.Prune(model, Exact);

        var result = Verifier.Verify(model, pruned.Model, pruned.Plan, new() { Runs = 3 });

        Assert.True(result.Passed, string.Join('\n', result.Outputs));
        Assert.Equal(2, result.Outputs.Length);
        Assert.True(pruned.Report.After.Parameters < 0.6 * pruned.Report.Before.Parameters);
    }

    [Fact]
    public void Another_weight_is_seen_in_the_maps()
    {
        var model = Classifier(hasTextLabels: true);
        var pruned = Pruner.Prune(model, Exact);

        var result = Verifier.Verify(model, Networks.WithOneWeight(pruned.Model, weight => weight + 0.5f), pruned.Plan, new() { Runs = 8 });

        Assert.False(result.Outputs.Single(output => output.Output.StartsWith("zipmap", StringComparison.Ordinal)).Passed);
    }

    [Fact]
    public void Other_keys_and_other_labels_are_seen()
    {
        var pruned = Pruner.Prune(Classifier(hasTextLabels: true), Exact);

        var result = Verifier.Verify(Classifier(hasTextLabels: true, last: "lime"), pruned.Model, pruned.Plan, new() { Runs = 8 });

        Assert.Equal("its keys, lengths or shapes are others", result.Outputs[1].Obstacle);
        Assert.False(result.Outputs[0].Passed);
        Assert.Equal(0, result.Outputs[0].Tolerance);
    }

    [Fact]
    public void Texts_go_in_and_come_out()
    {
        var builder = new ModelBuilder();
        var words = builder.Input("words", ElementType.String, Dim.Symbolic("N"), 3);
        builder.Output(builder.Node("Identity", [words]), ElementType.String, Dim.Symbolic("N"), 3);
        builder.Output(builder.Gemm(builder.Relu(builder.Gemm(builder.Input("x", 1, 8), 8, 32)), 32, 4), 1, 4);
        var model = builder.Build();
        var pruned = Pruner.Prune(model, Exact);

        Assert.True(Verifier.Verify(model, pruned.Model, pruned.Plan).Passed);
    }

    [Fact]
    public void Constant_texts_are_left_to_the_runtime()
    {
        var builder = new ModelBuilder();
        builder.Output(builder.Gemm(builder.Relu(builder.Gemm(builder.Input("x", 1, 8), 8, 32)), 32, 4), 1, 4);
        var words = builder.Constant(Tensor.FromTexts("words", [2, 2], ["a", "b", "c", "d"]));
        words = builder.Node("Transpose", [builder.Node("Gather", [words, builder.Int64s("rows", 1, 0)])]);
        words = builder.Node("Slice", [words, builder.Int64s("from", 0), builder.Int64s("to", 1)]);
        words = builder.Node("Concat", [builder.Node("Expand", [words, builder.Int64s("shape", 2, 2)]), words], ("axis", 0L));
        words = builder.Node("Reshape", [builder.Node("Identity", [words]), builder.Int64s("flat", -1)]);
        builder.Output(words, ElementType.String, 6);
        var model = builder.Build();
        var pruned = Pruner.Prune(model, Exact);

        Assert.True(Verifier.Verify(model, pruned.Model, pruned.Plan).Passed);
        Assert.Equal(4, model.Graph.Find("words")!.Constant!.ByteCount);
    }

    [Fact]
    public void A_sequence_of_tensors_is_compared()
    {
        var builder = new ModelBuilder();
        var hidden = builder.Relu(builder.Gemm(builder.Input("x", 1, 8), 8, 32));
        var parts = builder.Node("SplitToSequence", [builder.Gemm(hidden, 32, 4), builder.Int64s("parts", 1, 3)], ("axis", 1L));
        builder.Output(parts, new ValueStructure(IsSequence: true, null, ElementType.Float));
        var model = builder.Build();
        var pruned = Pruner.Prune(model, Exact);

        Assert.True(Verifier.Verify(model, pruned.Model, pruned.Plan).Passed);
        Assert.False(Verifier.Verify(model, Networks.WithOneWeight(pruned.Model, weight => weight + 0.5f), pruned.Plan).Passed);
    }

    [Fact]
    public void Inputs_that_are_no_tensors_cannot_be_verified()
    {
        var builder = new ModelBuilder();
        var words = builder.Input("words", new ValueStructure(IsSequence: false, ElementType.String, ElementType.Float));
        builder.Output(builder.Node("ai.onnx.ml::DictVectorizer", [words], ("string_vocabulary", (string[])["a", "b"])), 1, 2);
        var model = builder.Build();
        var pruned = Pruner.Prune(model, Exact);

        var failure = Assert.Throws<UpscaleException>(() => Verifier.Verify(model, pruned.Model, pruned.Plan));

        Assert.Equal("UPS1404", failure.Code);
        Assert.Contains("'words'", failure.Message, StringComparison.Ordinal);
    }

    /// <summary>A multilayer perceptron as skl2onnx exports it: a label and a map of scores for each item.</summary>
    private static Model Classifier(bool hasTextLabels, string last = "lemon")
    {
        var builder = new ModelBuilder();
        var x = builder.Input("float_input", Dim.Symbolic("N"), 20);
        foreach (var (from, to) in ((int, int)[])[(20, 64), (64, 64), (64, 3)])
        {
            x = builder.Add(builder.Node("MatMul", [x, builder.Weight($"coefficient{from}_{to}", from, to)]), builder.Uniform($"intercepts{from}_{to}", -0.5f, 0.5f, 1, to));
            x = to == 3 ? builder.Node("Softmax", [x], ("axis", 1L)) : builder.Node("Tanh", [x]);
        }

        var classes = hasTextLabels
            ? builder.Constant(Tensor.FromTexts("classes", [3], ["apple", "pear", last]))
            : builder.Int64s("classes", 3, 1, 2);
        var best = builder.Node("ArgMax", [x], ("axis", 1L), ("keepdims", 0L));
        var label = builder.Node("Reshape", [builder.Node("ai.onnx.ml::ArrayFeatureExtractor", [classes, best]), builder.Int64s("flat", -1)]);
        builder.Output(label, hasTextLabels ? ElementType.String : ElementType.Int64, Dim.Symbolic("N"));
        var keys = hasTextLabels ? ("classlabels_strings", (object)(string[])["apple", "pear", last]) : ("classlabels_int64s", new long[] { 3, 1, 2 });
        builder.Output(
            builder.Node("ai.onnx.ml::ZipMap", [x], keys),
            new ValueStructure(IsSequence: true, hasTextLabels ? ElementType.String : ElementType.Int64, ElementType.Float));
        return builder.Build();
    }
}
