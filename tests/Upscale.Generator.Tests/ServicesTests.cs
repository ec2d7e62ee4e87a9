using Upscale.Generator.Tests.Driving;
using Upscale.Onnx;

namespace Upscale.Generator.Tests;

public sealed class ServicesTests
{
    private const string User =
        """
        using System.Linq;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.ML.OnnxRuntime;
        using My.App;

        internal static class Program
        {
            public static float[] Doubled(float[] x)
            {
                int made = 0;
                using var options = new SessionOptions { IntraOpNumThreads = 1 };
                using var provider = new ServiceCollection()
                    .AddSingleton(options)
                    .AddDoubling(services => { made++; return services.GetRequiredService<SessionOptions>(); })
                    .BuildServiceProvider();
                var model = provider.GetRequiredService<Doubling>();
                var same = provider.GetRequiredService<Doubling>();
                return model.Run(x).Mul0.ToArray().Append(made).Append(ReferenceEquals(model, same) ? 1 : 0).ToArray();
            }

            public static bool IsDisposedWithTheServices()
            {
                Doubling model;
                using (var provider = new ServiceCollection().AddDoubling().BuildServiceProvider())
                {
                    model = provider.GetRequiredService<Doubling>();
                }

                try
                {
                    model.Run(new float[2]);
                    return false;
                }
                catch (System.ObjectDisposedException)
                {
                    return true;
                }
            }
        }
        """;

    [Fact]
    public void One_instance_serves_the_application_with_options_from_its_services()
    {
        string path = Path.Combine(AppContext.BaseDirectory, "doubling.onnx");
        Doubling().Save(path);
        try
        {
            var run = GeneratorRun.WithServices(User, Signature("Doubling"));
            Assert.Empty(run.CompilerDiagnostics);
            var program = new UserProgram(run);

            Assert.Equal([2, 4, 1, 1], program.Call<float[]>("Doubled", (float[])[1, 2]));
            Assert.True(program.Call<bool>("IsDisposedWithTheServices"));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Without_the_package_there_is_no_method() =>
        Assert.DoesNotContain("AddDoubling", GeneratorRun.Of(Signature("Doubling")).Text, StringComparison.Ordinal);

    [Fact]
    public void Every_kind_of_model_compiles_and_a_model_may_have_the_name_of_another_ones_methods()
    {
        var run = GeneratorRun.WithServices(
            "", [.. Samples.All, Signature("event"), Signature("A"), Signature("AServiceCollectionExtensions"), new SignatureText("/g", "upscale-signature\t1\nclass\tGlobal\nmodel\tg\noutput\tx\tfloat32\t1\n")]);

        Assert.Empty(run.Reported.Where(diagnostic => diagnostic.Id != "UPS2002"));
        Assert.Empty(run.CompilerDiagnostics);
        Assert.NotNull(run.Output.GetTypeByMetadataName("My.App.AServiceCollectionExtensions2"));
        Assert.NotNull(run.Output.GetTypeByMetadataName("GlobalServiceCollectionExtensions"));
    }

    private static SignatureText Signature(string className) => new(
        $"/obj/{className}.signature",
        $"upscale-signature\t1\nclass\t{className}\nnamespace\tMy.App\nmodel\tdoubling.onnx\ninput\tx\tfloat32\t2\noutput\tmul_0\tfloat32\t2\n");

    private static Model Doubling()
    {
        var builder = new ModelBuilder();
        builder.Output(builder.Node("Mul", [builder.Input("x", 2), builder.Constant("two", [], [2f])]), 2);
        return builder.Build();
    }
}
