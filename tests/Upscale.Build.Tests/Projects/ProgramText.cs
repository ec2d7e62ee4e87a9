namespace Upscale.Build.Tests.Projects;

/// <summary>Programs of the projects.</summary>
internal static class ProgramText
{
    /// <summary>Runs the classes Model and InnerOutput, and compares each with the model file that an argument names.</summary>
    /// <remarks>Prints the largest difference, relative to the largest value of the reference, of each.</remarks>
    public const string Comparing = """
        using System.Globalization;
        using Microsoft.ML.OnnxRuntime;

        var pixels = Enumerable.Range(0, 768).Select(i => MathF.Sin(i)).ToArray();
        var scores = new float[10];
        using var model = new App.Model();
        model.Run(pixels, scores);
        Report("model", args[0], pixels, [1, 3, 16, 16], scores);

        var data = Enumerable.Range(0, 3136).Select(i => MathF.Cos(i)).ToArray();
        var features = new float[256 * 14 * 14];
        var result = new float[8 * 14 * 14];
        using var inner = new App.InnerOutput();
        inner.Run(data, features, result);
        Report("features", args[1], data, [1, 16, 14, 14], features, result);

        static void Report(string name, string path, float[] input, long[] shape, params float[][] actual)
        {
            using var session = new InferenceSession(path);
            using var options = new RunOptions();
            using var value = OrtValue.CreateTensorValueFromMemory(input, shape);
            using var expected = session.Run(options, session.InputNames, [value], session.OutputNames);
            var difference = 0f;
            for (var i = 0; i < actual.Length; i++)
            {
                var reference = expected[i].GetTensorDataAsSpan<float>().ToArray();
                var largest = reference.Max(MathF.Abs);
                difference = MathF.Max(difference, reference.Zip(actual[i], (a, b) => MathF.Abs(a - b)).Max() / largest);
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} {difference}"));
        }
        """;

    /// <summary>Runs the classes Digits and Perceptron, the first out of services, and prints what they read.</summary>
    public const string Classifying = """
        using App;
        using Microsoft.Extensions.DependencyInjection;

        using var services = new ServiceCollection().AddDigits().BuildServiceProvider();
        var digits = services.GetRequiredService<Digits>();
        var scores = digits.Run(Enumerable.Range(0, 768).Select(i => MathF.Sin(i)).ToArray()).Identity9;
        var top = scores.TopK(3);
        Console.WriteLine($"digit {top.Length} {top[0].Index == scores.ArgMax()} {top[0].Label == Digits.Identity9Labels[top[0].Index]} {Digits.Identity9Labels[9]}");

        using var perceptron = new Perceptron();
        var result = perceptron.Run(Enumerable.Range(0, 60).Select(i => MathF.Cos(i)).ToArray(), 3);
        var agree = result.Zipmap7.Zip(result.Reshape6.ToArray(), (map, label) => map.MaxBy(entry => entry.Value).Key == label && MathF.Abs(map["ham"] + map["spam"] - 1) < 1e-5f);
        Console.WriteLine($"mail {result.Zipmap7.Count} {agree.All(equal => equal)}");
        """;

    /// <summary>Runs a class on zeros and prints its file name.</summary>
    /// <param name="type">The class, with its namespace.</param>
    public static string Running(string type) => $$"""
        using var model = new {{type}}();
        var scores = new float[10];
        model.Run(new float[768], scores);
        Console.OutputEncoding = System.Text.Encoding.UTF8;
        Console.WriteLine({{type}}.ModelFileName);
        """;
}
