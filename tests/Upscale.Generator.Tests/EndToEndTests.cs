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

            public static string[] BestLabels(string path, float[] x)
            {
                using var model = new Mixed(path);
                var result = model.Run(x);
                return result.Reducemax1.TopK(2).Select(best => best.Label!).Append(Mixed.Mul0Labels[2]).Append(result.Mul0.LabelOf(4)!).ToArray();
            }

            public static float[] Shared(string path, float[] x)
            {
                using var session = new Microsoft.ML.OnnxRuntime.InferenceSession(path);
                using (var other = new Mixed(session))
                {
                    other.Run(x, x.Length / 12);
                }

                using var model = new Mixed(session);
                return model.Run(x, x.Length / 12).Mul0.ToArray();
            }

            public static long Allocated(string path, float[] x)
            {
                using var model = new Mixed(path);
                var result = new float[x.Length];
                var largest = new float[x.Length / 4];
                Repeat(50);
                long before = GC.GetAllocatedBytesForCurrentThread();
                Repeat(200);
                return GC.GetAllocatedBytesForCurrentThread() - before;

                void Repeat(int times)
                {
                    for (int i = 0; i < times; i++)
                    {
                        model.Run(x, result, largest, x.Length / 12);
                    }
                }
            }

            public static int Wrong(string path, float[] x)
            {
                using var model = new Mixed(path);
                int wrong = 0;
                Parallel.For(0, 800, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
                {
                    float[] input = x.Select(value => value * i).ToArray();
                    float[] result = new float[input.Length];
                    model.Run(input, result, new float[input.Length / 4], input.Length / 12);
                    var output = i % 2 == 0 ? model.Run(input, input.Length / 12) : model.RunAsync(input, input.Length / 12).Result;
                    if (!result.SequenceEqual(output.Mul0.ToArray()) || result.Sum() != input.Sum() * 2)
                    {
                        System.Threading.Interlocked.Increment(ref wrong);
                    }
                });
                return wrong;
            }

            public static bool Cancelled(string path, float[] x)
            {
                using var model = new Mixed(path);
                var stopped = new System.Threading.CancellationToken(canceled: true);
                return Throws(() => model.RunAsync(x, 2, stopped).GetAwaiter().GetResult()) && Throws(() => model.Run(x, 2, stopped));
            }

            private static bool Throws(Action run)
            {
                try
                {
                    run();
                    return false;
                }
                catch (OperationCanceledException)
                {
                    return true;
                }
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
    [InlineData("Shared")]
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
    public void Labels_follow_the_logical_channels()
    {
        float[] x = new float[12];
        x[1] = 7;
        x[8] = 3;

        // Physical channel 0 is logical channel 1, physical 2 is logical 0.
        Assert.Equal(["one", "zero", "two", "one"], Run<string[]>("BestLabels", x));
    }

    [Fact]
    public void A_run_into_the_callers_memory_allocates_nothing() => Assert.Equal(0, Run<long>("Allocated", new float[36]));

    [Fact]
    public void Eight_threads_share_one_instance() => Assert.Equal(0, Run<int>("Wrong", [.. Enumerable.Range(1, 24).Select(i => (float)i)]));

    [Fact]
    public void A_cancelled_token_stops_before_the_run() => Assert.True(Run<bool>("Cancelled", new float[24]));

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
            + "output\tmul_0\tfloat32\tN,3,4\norder\tmul_0\t1\t2,0,1\noutput\treducemax_1\tfloat32\tN,3\norder\treducemax_1\t1\t2,0,1\n"
            + "labels\tmul_0\t1\tzero,one,two\nlabels\treducemax_1\t1\tzero,one,two\n");
        return new UserProgram(GeneratorRun.WithSource(User, signature)).Call<T>(method, path, x);
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
}
