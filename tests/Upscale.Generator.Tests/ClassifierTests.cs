using Microsoft.CodeAnalysis;
using Upscale.Generator.Tests.Driving;
using Upscale.Onnx;

namespace Upscale.Generator.Tests;

public sealed class ClassifierTests
{
    private const string User =
        """
        using System.Linq;
        using My.App;

        internal static class Program
        {
            public static string[] Returned(string[] words, float[] features)
            {
                using var model = new Scikit();
                var result = model.Run(words, features, words.Length);
                var scores = result.Zipmap1.Select(map => string.Join(",", map.OrderBy(entry => entry.Key).Select(entry => entry.Key + "=" + entry.Value)));
                return result.Identity0.ToArray().Concat(scores).Append(result.Identity0.TopK(1)[0].Value).ToArray();
            }

            public static string[] Echoed(string[] words)
            {
                using var model = new Echo();
                var result = new string[2];
                model.Run(words, result);
                return result;
            }
        }
        """;

    [Fact]
    public void An_embedded_classifier_returns_labels_and_a_map_for_each_item()
    {
        var signature = SignatureText.Of(
            "Scikit",
            "resource My.App.Scikit.onnx",
            "input words string N",
            "input features float32 N,2",
            "output identity_0 string N",
            "output zipmap_1 seq(map(string,float32)) ");
        byte[] model = Scikit();
        var program = new UserProgram(
            GeneratorRun.WithSource(User, signature, Echo),
            new ResourceDescription("My.App.Scikit.onnx", () => new MemoryStream(model), isPublic: true));

        string[] result = program.Call<string[]>("Returned", (string[])["x", "y"], (float[])[0.25f, 0.75f, 1, 2]);

        Assert.Equal(["x", "y", "no=0.25,yes=0.75", "no=1,yes=2", "y"], result);
    }

    [Fact]
    public void Strings_are_written_to_the_callers_memory()
    {
        var builder = new ModelBuilder();
        builder.Output(builder.Node("Identity", [builder.Input("x", ElementType.String, 2)]), ElementType.String, 2);
        string path = Path.Combine(AppContext.BaseDirectory, "echo.onnx");
        builder.Build().Save(path);
        try
        {
            var scikit = SignatureText.Of("Scikit", "input words string N", "input features float32 N,2", "output identity_0 string N", "output zipmap_1 seq(map(string,float32)) ");
            var program = new UserProgram(GeneratorRun.WithSource(User, scikit, Echo));

            Assert.Equal(["größe", ""], program.Call<string[]>("Echoed", [(string[])["größe", ""]]));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static SignatureText Echo { get; } = new(
        "/obj/echo.signature", "upscale-signature\t1\nclass\tEcho\nnamespace\tMy.App\nmodel\techo.onnx\ninput\tx\tstring\t2\noutput\tidentity_0\tstring\t2\n");

    private static byte[] Scikit()
    {
        var builder = new ModelBuilder();
        string label = builder.Node("Identity", [builder.Input("words", ElementType.String, Dim.Symbolic("N"))]);
        string scores = builder.Node("ai.onnx.ml::ZipMap", [builder.Input("features", Dim.Symbolic("N"), 2)], ("classlabels_strings", (string[])["no", "yes"]));
        builder.Output(label, ElementType.String, Dim.Symbolic("N"));
        builder.Output(scores, new ValueStructure(IsSequence: true, ElementType.String, ElementType.Float));
        return builder.Build().ToBytes();
    }
}
