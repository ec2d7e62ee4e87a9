using Upscale.Onnx;

namespace Upscale.Cli.Tests;

/// <summary>Small models on disk.</summary>
internal static class Networks
{
    /// <summary>A residual block and a classifier, without a name that depends on the machine.</summary>
    public static Model Residual()
    {
        var builder = new ModelBuilder();
        var image = builder.Input("image", Dim.Symbolic("N"), 3, 8, 8);
        var stem = builder.Relu(builder.BatchNormalization(builder.Conv(image, 3, 32, 3), 32));
        var joined = builder.Add(stem, builder.Conv(builder.Relu(builder.Conv(stem, 32, 32, 3)), 32, 32, 3));
        var features = builder.Node("Flatten", [builder.Node("GlobalAveragePool", [joined])]);
        builder.Output(builder.Gemm(features, 32, 10), Dim.Symbolic("N"), 10);
        return builder.Build();
    }

    /// <summary>A tensor of 32 channels that one convolution reads whole and another by half: the weights of the rest are zero.</summary>
    public static Model Fork()
    {
        var builder = new ModelBuilder();
        var stem = builder.Conv(builder.Input("image", 1, 3, 28, 28), 3, 32, 3);
        var half = builder.Constant("half", [64, 32, 3, 3], [.. Enumerable.Range(0, 64 * 32 * 9).Select(i => i / 9 % 32 < 16 ? 0.01f : 0)]);
        builder.Output(builder.Conv(stem, 32, 8, 3));
        builder.Output(builder.Node("Conv", [stem, half], ("kernel_shape", new long[] { 3, 3 })));
        return builder.Build();
    }

    /// <summary>A model with an operator that ONNX Runtime does not know.</summary>
    public static Model Unknown()
    {
        var builder = new ModelBuilder();
        var hidden = builder.Conv(builder.Input("image", 1, 3, 8, 8), 3, 16, 3);
        builder.Output(builder.Node("com.example::Invention", [hidden]), 1, 16, 8, 8);
        return builder.Build();
    }

    /// <summary>Saves a model in a folder that is made for it.</summary>
    /// <returns>The path of the file.</returns>
    public static string Save(this TemporaryDirectory folder, Model model, string name = "model.onnx")
    {
        Directory.CreateDirectory(folder.Locate(Tool.AwkwardFolder));
        var path = folder.Locate(Tool.AwkwardFolder, name);
        model.Save(path);
        return path;
    }
}
