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
