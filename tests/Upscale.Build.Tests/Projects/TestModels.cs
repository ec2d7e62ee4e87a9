using Upscale.Onnx;

namespace Upscale.Build.Tests.Projects;

/// <summary>Models that the projects prune.</summary>
internal static class TestModels
{
    /// <summary>A small classifier, [1,3,16,16] to [1,10].</summary>
    public static Model Classifier(int seed = 0)
    {
        var builder = new ModelBuilder(seed: seed);
        var x = builder.Input("pixels", 1, 3, 16, 16);
        x = builder.Relu(builder.Conv(x, 3, 32, 3));
        x = builder.Relu(builder.Conv(x, 32, 64, 3, stride: 2));
        x = builder.Relu(builder.Conv(x, 64, 64, 3));
        x = builder.Node("Flatten", [builder.Node("GlobalAveragePool", [x])], ("axis", 1L));
        builder.Output(builder.Node("Identity", [builder.Gemm(x, 64, 10)]), 1, 10);
        return builder.Build();
    }

    /// <summary>A model whose output <c>features</c>, 256 channels, is also read inside by two layers that keep different channels.</summary>
    public static Model InnerOutput()
    {
        var builder = new ModelBuilder(seed: 7);
        var x = builder.Input("data", 1, 16, 14, 14);
        var features = builder.Relu(builder.Conv(x, 16, 256, 1));
        var left = builder.Relu(builder.Conv(features, 256, 512, 3));
        var right = builder.Relu(builder.Conv(features, 256, 512, 3));
        builder.Output(features, 1, 256, 14, 14);
        builder.Output(builder.Conv(builder.Add(left, right), 512, 8, 1), 1, 8, 14, 14);
        return builder.Build();
    }

    /// <summary>A classifier of what <see cref="InnerOutput"/> gives first, [1,256,14,14] to [1,10].</summary>
    public static Model Head()
    {
        var builder = new ModelBuilder(seed: 13);
        var x = builder.Relu(builder.Conv(builder.Input("features", 1, 256, 14, 14), 256, 64, 3));
        x = builder.Relu(builder.Conv(x, 64, 64, 3, stride: 2));
        builder.Output(builder.Gemm(builder.Node("Flatten", [builder.Node("GlobalAveragePool", [x])]), 64, 10), 1, 10);
        return builder.Build();
    }

    /// <summary>One large tensor of which four layers read a sixteenth: copies of it cost many times what the layers do.</summary>
    public static Model Copied()
    {
        var builder = new ModelBuilder(seed: 5);
        var features = builder.Relu(builder.Conv(builder.Input("data", 1, 4, 64, 64), 4, 256, 1));
        for (var i = 0; i < 4; i++)
        {
            builder.Output(builder.Conv(features, 256, 16, 1, stride: 4), 1, 16, 16, 16);
        }

        return builder.Build();
    }

    /// <summary>A multilayer perceptron as exported from scikit-learn: a label and a map of scores for each item of [N,20].</summary>
    public static Model Perceptron()
    {
        var builder = new ModelBuilder(seed: 11);
        var x = builder.Node("Tanh", [builder.Node("MatMul", [builder.Input("features", Dim.Symbolic("N"), 20), builder.Weight("first", 20, 128)])]);
        x = builder.Node("Softmax", [builder.Node("MatMul", [x, builder.Weight("second", 128, 2)])], ("axis", 1L));
        var best = builder.Node("ArgMax", [x], ("axis", 1L), ("keepdims", 0L));
        var classes = builder.Constant(Tensor.FromTexts("classes", [2], ["ham", "spam"]));
        var labels = builder.Node("Reshape", [builder.Node("ai.onnx.ml::ArrayFeatureExtractor", [classes, best]), builder.Int64s("flat", -1)]);
        builder.Output(labels, ElementType.String, Dim.Symbolic("N"));
        builder.Output(
            builder.Node("ai.onnx.ml::ZipMap", [x], ("classlabels_strings", (string[])["ham", "spam"])),
            new ValueStructure(IsSequence: true, ElementType.String, ElementType.Float));
        return builder.Build();
    }

    /// <summary>A model whose output is not a number, whatever it is given: no comparison of it passes.</summary>
    public static Model NotANumber()
    {
        var builder = new ModelBuilder(seed: 3);
        var x = builder.Relu(builder.Conv(builder.Input("data", 1, 3, 8, 8), 3, 32, 3));
        x = builder.Conv(x, 32, 4, 3);
        x = builder.Node("Sub", [builder.Constant("minus_one", [1], [-1f]), builder.Node("Mul", [x, x])]);
        builder.Output(builder.Node("Sqrt", [x]), 1, 4, 8, 8);
        return builder.Build();
    }
}
