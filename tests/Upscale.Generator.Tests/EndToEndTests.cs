using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Upscale.Generator.Tests.Driving;
using Upscale.Onnx;

namespace Upscale.Generator.Tests;

public sealed class EndToEndTests
{
    private const string User =
        """
        using System;
        using System.Linq;
        using System.Threading.Tasks;
        using My.App;

        internal static class Program
        {
            public static float[] Returned(string path, float[] x)
            {
                using var model = new Mixed(path);
                var output = model.Run(x, x.Length / 12).Mul0;
                return Enumerable.Range(0, output.Length).Select(i => output[i]).ToArray();
            }

            public static float[] Written(string path, float[] x)
            {
                using var model = new Mixed(System.IO.File.ReadAllBytes(path), null);
                var result = new float[x.Length];
                model.Run(x, result, new float[x.Length / 4], x.Length / 12);
                return result;
            }

            public static float[] Awaited(string path, float[] x)
            {
                using var model = new Mixed(path, null);
                return model.RunAsync(x, x.Length / 12).GetAwaiter().GetResult().Mul0.ToArray();
            }

            public static int BestChannel(string path, float[] x)
            {
                using var model = new Mixed(path);
                return model.Run(x).Reducemax1.ArgMax();
            }

            public static float[] NotFound(string path, float[] x)
            {
                using var model = new Mixed();
                return model.Run(x).Mul0.ToArray();
            }
        }
        """;

    [Theory]
    [InlineData("Returned")]
    [InlineData("Written")]
    [InlineData("Awaited")]
    public void Outputs_are_in_logical_order(string method)
    {
        float[] x = [.. Enumerable.Range(1, 24).Select(i => (float)i)];

        float[] actual = Run<float[]>(method, x);

        float[] expected = [.. x.Chunk(12).SelectMany(item => Reorder([.. item.Chunk(4)])).Select(value => value * 2)];
        Assert.Equal(expected, actual);
    }

    [Fact]
    public void The_largest_channel_is_the_logical_one()
    {
        float[] x = new float[12];
        x[1] = 7;

        // Physical channel 0 is logical channel 1.
        Assert.Equal(1, Run<int>("BestChannel", x));
    }

    [Fact]
    public void A_missing_model_says_where_it_should_be()
    {
        var thrown = Assert.Throws<FileNotFoundException>(() => Run<float[]>("NotFound", new float[12]));

        Assert.Contains("My.App.Mixed", thrown.Message, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(AppContext.BaseDirectory, "mixed.onnx"), thrown.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<float> Reorder(float[][] channels) => [.. channels[2], .. channels[0], .. channels[1]];

    private static T Run<T>(string method, float[] x)
    {
        using var directory = new TemporaryDirectory();
        string path = directory.Locate("mixed.onnx");
        Model().Save(path);
        var signature = new SignatureText(
            "/obj/mixed.signature",
            "upscale-signature\t1\nclass\tMixed\nnamespace\tMy.App\nmodel\tmixed.onnx\ninput\tx\tfloat32\tN,3,4\n"
            + "output\tmul_0\tfloat32\tN,3,4\norder\tmul_0\t1\t2,0,1\noutput\treducemax_1\tfloat32\tN,3\norder\treducemax_1\t1\t2,0,1\n");
        GeneratorRun run = GeneratorRun.WithSource(User, signature);
        MethodInfo program = Load(run.Output).GetType("Program")!.GetMethod(method)!;
        return (T)program.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [path, x], null)!;
    }

    private static Model Model()
    {
        var builder = new ModelBuilder();
        string x = builder.Input("x", Dim.Symbolic("N"), 3, 4);
        string doubled = builder.Node("Mul", [x, builder.Constant("two", [], [2f])]);
        builder.Output(doubled, Dim.Symbolic("N"), 3, 4);
        builder.Output(builder.Node("ReduceMax", [doubled], ("axes", new long[] { 2 }), ("keepdims", 0L)), Dim.Symbolic("N"), 3);
        return builder.Build();
    }

    private static Assembly Load(Compilation compilation)
    {
        using var image = new MemoryStream();
        var emitted = compilation.Emit(image);
        Assert.Empty(emitted.Diagnostics.Where(diagnostic => diagnostic.Severity != DiagnosticSeverity.Hidden));
        image.Position = 0;
        return new AssemblyLoadContext("user", isCollectible: true).LoadFromStream(image);
    }
}
