using System.Runtime.InteropServices;
using Upscale.Onnx;

namespace Upscale.Execution.Tests;

/// <summary>Small networks with channels to prune.</summary>
internal static class Networks
{
    public const int FeatureWidth = 64;

    private const int Width = 24;

    /// <summary>A residual block and a classifier over [batch, 3, height, width].</summary>
    public static Model Residual(Dim batch, Dim height, Dim width)
    {
        var builder = new ModelBuilder();
        var image = builder.Input("image", batch, 3, height, width);
        var stem = builder.Relu(builder.BatchNormalization(builder.Conv(image, 3, Width, 3), Width));
        var inner = builder.Relu(builder.Conv(stem, Width, Width, 3));
        var joined = builder.Add(stem, builder.Conv(inner, Width, Width, 3));
        var features = builder.Node("Flatten", [builder.Node("GlobalAveragePool", [joined])]);
        builder.Output(builder.Gemm(features, Width, 10), batch, 10);
        return builder.Build();
    }

    public static Model Residual() => Residual(1, 8, 8);

    /// <summary>Features that are an output and are read by two layers as well, so that their order changes when most of them go.</summary>
    public static Model SharedFeatures()
    {
        var builder = new ModelBuilder();
        var features = builder.Relu(builder.Conv(builder.Input("image", 1, 3, 8, 8), 3, FeatureWidth, 1));
        builder.Output(builder.Conv(features, FeatureWidth, FeatureWidth, 3), 1, FeatureWidth, 8, 8);
        builder.Output(builder.Conv(features, FeatureWidth, FeatureWidth, 3), 1, FeatureWidth, 8, 8);
        builder.Output(features, 1, FeatureWidth, 8, 8);
        return builder.Build();
    }

    /// <summary>Two convolutions in float16.</summary>
    public static Model HalfPrecision()
    {
        var builder = new ModelBuilder();
        var image = builder.Input("image", ElementType.Float16, 1, 3, 8, 8);
        var hidden = builder.Node("Relu", [builder.Node("Conv", [image, HalfWeight(builder, "first", Width, 3, 3, 3)])]);
        builder.Output(builder.Node("Conv", [hidden, HalfWeight(builder, "second", 8, Width, 3, 3)]), ElementType.Float16, 1, 8, 4, 4);
        return builder.Build();
    }

    /// <summary>An embedding of three words, summed up and classified; indices of 3 and more fail.</summary>
    public static Model Embedding()
    {
        var builder = new ModelBuilder();
        var words = builder.Input("words", ElementType.Int64, Dim.Symbolic("N"), Dim.Symbolic("length"));
        var vectors = builder.Node("Gather", [builder.Weight("table", 3, Width), words]);
        var hidden = builder.Relu(builder.Node("MatMul", [vectors, builder.Weight("hidden", Width, Width)]));
        builder.Output(builder.Node("MatMul", [hidden, builder.Weight("out", Width, 4)]));
        return builder.Build();
    }

    /// <summary>A dense layer after a free image size that fits 28 x 28 only.</summary>
    public static Model FixedByItsWeights()
    {
        var builder = new ModelBuilder();
        var image = builder.Input("image", Dim.Symbolic("N"), 1, Dim.Symbolic("height"), Dim.Symbolic("width"));
        var hidden = builder.Relu(builder.Conv(image, 1, 8, 3));
        builder.Output(builder.Gemm(builder.Node("Flatten", [hidden]), 8 * 28 * 28, 10), Dim.Symbolic("N"), 10);
        return builder.Build();
    }

    /// <summary>The same model with one weight of its last convolution or dense layer changed.</summary>
    public static Model WithOneWeight(Model model, Func<float, float> change)
    {
        var node = model.Graph.Nodes.Last(node => node.OpType is "Conv" or "Gemm" or "MatMul");
        var values = node.Input(1)!.Constant!.ToFloats();
        values[values.Length / 2] = change(values[values.Length / 2]);
        var patch = new ModelPatch(model);
        patch.SetInput(node, 1, patch.AddInitializer(Tensor.FromFloats("changed", node.Input(1)!.Constant!.Dims, values)));
        return patch.Apply();
    }

    private static string HalfWeight(ModelBuilder builder, string name, params long[] dims)
    {
        var random = new Random(dims.Length);
        var values = new Half[dims.Aggregate(1L, (product, dim) => product * dim)];
        foreach (ref var value in values.AsSpan())
        {
            value = (Half)(random.NextDouble() - 0.5);
        }

        return builder.Constant(Tensor.FromBytes(name, ElementType.Float16, dims, MemoryMarshal.AsBytes<Half>(values).ToArray()));
    }
}
