using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Upscale.Onnx;

namespace Upscale.Runtime.Tests;

/// <summary>Small models with their signatures.</summary>
internal static class TestModels
{
    /// <summary>y = 2x over [1,6].</summary>
    public static ModelSession Doubling() => Open(Doubled(1), Describe(1));

    /// <summary>y = 2x over [N,6].</summary>
    public static ModelSession DoublingBatches() => Open(Doubled(Dim.Symbolic("N")), Describe(-1));

    public static ModelSignature Describe(long batch, string input = "x", TensorElementType type = TensorElementType.Float) => new(
        "My.App.Doubling",
        "doubling.onnx",
        [new TensorSignature(input, type, [batch, 6])],
        [new TensorSignature("mul_0", TensorElementType.Float, [batch, 6])]);

    public static Model Doubled(Dim batch)
    {
        var builder = new ModelBuilder();
        string x = builder.Input("x", batch, 6);
        builder.Output(builder.Node("Mul", [x, builder.Constant("two", [], [2f])]), batch, 6);
        return builder.Build();
    }

    /// <summary>The output is the input of the given type, [1,4].</summary>
    public static ModelSession Identity(ElementType type, TensorElementType runtimeType)
    {
        var builder = new ModelBuilder();
        builder.Output(builder.Node("Identity", [builder.Input("x", type, 1, 4)]), type, 1, 4);
        return Open(
            builder.Build(),
            new ModelSignature("Same", "same.onnx", [new TensorSignature("x", runtimeType, [1, 4])], [new TensorSignature("identity_0", runtimeType, [1, 4])]));
    }

    /// <summary>A convolution, a pooling and a classifier over [1,3,16,16], of ten classes.</summary>
    public static ModelSession Classifier()
    {
        var builder = new ModelBuilder();
        string x = builder.Relu(builder.Conv(builder.Input("x", 1, 3, 16, 16), 3, 32, 3));
        string logits = builder.Gemm(builder.Node("Flatten", [builder.Node("GlobalAveragePool", [x])]), 32, 10);
        builder.Output(logits, 1, 10);
        return Open(
            builder.Build(),
            new ModelSignature(
                "Classifier",
                "classifier.onnx",
                [new TensorSignature("x", TensorElementType.Float, [1, 3, 16, 16])],
                [new TensorSignature(logits, TensorElementType.Float, [1, 10])]));
    }

    /// <summary>The places of the values that are not zero: an output whose size depends on the values.</summary>
    public static ModelSession NonZero()
    {
        var builder = new ModelBuilder();
        builder.Output(builder.Node("NonZero", [builder.Input("x", 5)]), ElementType.Int64, 1, Dim.Unknown);
        return Open(
            builder.Build(),
            new ModelSignature(
                "NonZero",
                "nonzero.onnx",
                [new TensorSignature("x", TensorElementType.Float, [5])],
                [new TensorSignature("nonzero_0", TensorElementType.Int64, [1, -1])]));
    }

    /// <summary>Counts up from zero, as often as its input says.</summary>
    public static ModelSession Counting()
    {
        var builder = new ModelBuilder();
        string times = builder.Input("times", ElementType.Int64);
        var body = builder.Subgraph("body");
        body.Input("i", ElementType.Int64);
        body.Input("condition", ElementType.Bool);
        body.Input("count", 1);
        body.Output(body.Node("Identity", ["condition"]), ElementType.Bool);
        body.Output(body.Node("Add", ["count", body.Constant("one", [1], [1f])]), 1);
        string count = builder.Node("Loop", [times, "", builder.Constant("zero", [1], [0f])], ("body", body));
        builder.Output(count, 1);
        return Open(
            builder.Build(),
            new ModelSignature(
                "Counting",
                "counting.onnx",
                [new TensorSignature("times", TensorElementType.Int64, [])],
                [new TensorSignature(count, TensorElementType.Float, [1])]));
    }

    /// <summary>Scores [N,C] as a map for each item, as classifiers exported from scikit-learn return them.</summary>
    public static Model Zipped<TKey>(params TKey[] keys)
    {
        var builder = new ModelBuilder();
        bool isText = typeof(TKey) == typeof(string);
        string maps = builder.Node(
            "ai.onnx.ml::ZipMap", [builder.Input("x", Dim.Symbolic("N"), keys.Length)], (isText ? "classlabels_strings" : "classlabels_int64s", keys));
        builder.Output(maps, new ValueStructure(IsSequence: true, isText ? ElementType.String : ElementType.Int64, ElementType.Float));
        return builder.Build();
    }

    /// <summary>Splits [1,4] in two.</summary>
    public static ModelSession Halves()
    {
        var builder = new ModelBuilder();
        string halves = builder.Node("SplitToSequence", [builder.Input("x", 1, 4), builder.Int64s("two", 2, 2)], ("axis", 1L));
        builder.Output(halves, new ValueStructure(IsSequence: true, null, ElementType.Float));
        return Open(
            builder.Build(),
            new ModelSignature(
                "Halves",
                "halves.onnx",
                [new TensorSignature("x", TensorElementType.Float, [1, 4])],
                [new TensorSignature(halves, OnnxValueType.ONNX_TYPE_SEQUENCE, null, TensorElementType.Float)]));
    }

    public static ModelSession Open(Model model, ModelSignature signature) => ModelSession.Load(signature, model.ToBytes(), null);
}
