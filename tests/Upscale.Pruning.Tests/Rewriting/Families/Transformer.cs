using Upscale.Onnx;

namespace Upscale.Pruning.Tests.Rewriting.Families;

/// <summary>Parts of transformers at tiny width, as exporters write them. Tokens are [N, T, C] unless said otherwise.</summary>
internal sealed class Transformer(ModelBuilder builder)
{
    public const int Width = 16;
    public const int Heads = 6;
    public const int HeadSize = 4;
    public const int Inner = Heads * HeadSize;
    public const int Hidden = 40;
    public const int Length = 5;

    private int _names;

    public ModelBuilder Builder { get; } = builder;

    public string Tokens(Dim batch, string name = "x") => Builder.Input(name, batch, Length, Width);

    public string Linear(string x, string name, long from, long to)
    {
        var product = Builder.Node("MatMul", [x, Builder.Weight(name, from, to)]);
        return Builder.Add(Builder.Uniform($"{name}.bias", -1, 1, to), product);
    }

    public string Reshape(string x, params long[] shape) => Builder.Node("Reshape", [x, Integers(shape)]);

    public string Transpose(string x, params long[] order) => Builder.Node("Transpose", [x], ("perm", order));

    public string Product(string left, string right) => Builder.Node("MatMul", [left, right]);

    public string Integers(params long[] values) => Builder.Int64s(Name("integers"), values);

    public string Scalar(float value) => Builder.Constant(Name("scalar"), [], [value]);

    public string Name(string stem) => $"{stem}.{_names++}";

    /// <summary>Element <paramref name="index"/> of an axis, which is removed.</summary>
    public string Pick(string x, long axis, long index) => Builder.Node("Gather", [x, Builder.Int64s(Name("index"), [], [index])], ("axis", axis));

    public string LayerNormalization(string x)
    {
        var name = Name("norm");
        return Builder.Node(
            "LayerNormalization", [x, Builder.Uniform($"{name}.scale", 0.5f, 1.5f, Width), Builder.Uniform($"{name}.bias", -0.5f, 0.5f, Width)]);
    }

    /// <summary>The same in elementary operators.</summary>
    public string DecomposedNormalization(string x)
    {
        var name = Name("norm");
        var centred = Builder.Node("Sub", [x, Mean(x)]);
        var variance = Mean(Builder.Node("Pow", [centred, Scalar(2)]));
        var deviation = Builder.Node("Sqrt", [Builder.Add(variance, Scalar(1e-5f))]);
        var scaled = Builder.Node("Mul", [Builder.Node("Div", [centred, deviation]), Builder.Uniform($"{name}.scale", 0.5f, 1.5f, Width)]);
        return Builder.Add(scaled, Builder.Uniform($"{name}.bias", -0.5f, 0.5f, Width));
    }

    public string RootMeanSquare(string x)
    {
        var square = Mean(Builder.Node("Mul", [x, x]));
        var factor = Builder.Node("Reciprocal", [Builder.Node("Sqrt", [Builder.Add(square, Scalar(1e-5f))])]);
        return Builder.Node("Mul", [Builder.Uniform($"{Name("norm")}.scale", 0.5f, 1.5f, Width), Builder.Node("Mul", [x, factor])]);
    }

    /// <summary>The exact Gelu, as exporters write it before opset 20.</summary>
    public string Gelu(string x)
    {
        var erf = Builder.Node("Erf", [Builder.Node("Div", [x, Scalar(1.41421356f)])]);
        return Builder.Node("Mul", [Builder.Node("Mul", [x, Builder.Add(erf, Scalar(1))]), Scalar(0.5f)]);
    }

    public string Mlp(string x, Func<string, string> activation)
    {
        var name = Name("mlp");
        return Linear(activation(Linear(x, $"{name}.up", Width, Hidden)), $"{name}.down", Hidden, Width);
    }

    /// <summary>SwiGLU: one projection gates another.</summary>
    public string GatedMlp(string x)
    {
        var name = Name("mlp");
        var gate = Linear(x, $"{name}.gate", Width, Hidden);
        var open = Builder.Node("Mul", [gate, Builder.Node("Sigmoid", [gate])]);
        return Linear(Builder.Node("Mul", [open, Linear(x, $"{name}.up", Width, Hidden)]), $"{name}.down", Hidden, Width);
    }

    public string PreNorm(string x, Func<string, string> norm, Func<string, string> layer) => Builder.Add(x, layer(norm(x)));

    public string PostNorm(string x, Func<string, string> norm, Func<string, string> layer) => norm(Builder.Add(x, layer(x)));

    /// <summary>An attention and a perceptron behind normalizations, then a classifier on the first token.</summary>
    public void Encode(string x, Func<string, string> attention)
    {
        x = PreNorm(x, LayerNormalization, attention);
        Classify(PreNorm(x, LayerNormalization, y => Mlp(y, Gelu)));
    }

    public void Classify(string x) => Builder.Output(Builder.Gemm(Pick(LayerNormalization(x), 1, 0), Width, 7));

    private string Mean(string x) => Builder.Node("ReduceMean", [x], ("axes", new long[] { -1 }));
}
