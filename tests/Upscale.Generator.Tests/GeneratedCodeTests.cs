using Microsoft.CodeAnalysis.CSharp;
using Upscale.Generator.Tests.Driving;

namespace Upscale.Generator.Tests;

public sealed class GeneratedCodeTests
{
    public static TheoryData<LanguageVersion> Languages => [LanguageVersion.CSharp9, LanguageVersion.CSharp12, LanguageVersion.Latest];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Compiles_without_a_diagnostic(LanguageVersion language)
    {
        var run = GeneratorRun.Of(language, Samples.All);

        Assert.Equal(Samples.All.Count, run.Result.GeneratedSources.Length);
        Assert.Empty(run.CompilerDiagnostics);
    }

    [Theory]
    [InlineData("Result")]
    [InlineData("Run")]
    [InlineData("RunAsync")]
    [InlineData("Dispose")]
    [InlineData("Session")]
    [InlineData("Signature")]
    [InlineData("ModelFileName")]
    [InlineData("DataName")]
    [InlineData("LogitsOrder")]
    [InlineData("ToString")]
    [InlineData("System")]
    [InlineData("Upscale")]
    [InlineData("lowercase")]
    [InlineData("event")]
    public void A_class_may_have_the_name_of_a_member(string className)
    {
        var run = GeneratorRun.Of(SignatureText.Of(className, "input data float32 1", "output logits float32 2", "order logits 0 1,0"));

        Assert.Empty(run.Reported);
        Assert.Empty(run.CompilerDiagnostics);
    }

    [Fact]
    public void The_global_namespace_and_keywords_in_namespaces_compile()
    {
        var run = GeneratorRun.Of(
            new SignatureText("/a", "upscale-signature\t1\nclass\tA\nnamespace\t\nmodel\ta.onnx\noutput\tx\tfloat32\t1\n"),
            new SignatureText("/b", "upscale-signature\t1\r\nclass\tB\r\nnamespace\tMy.event.System\r\nmodel\tb.onnx\r\noutput\tx\tfloat32\t1\r\n"));

        Assert.Empty(run.Reported);
        Assert.Empty(run.CompilerDiagnostics);
        Assert.NotNull(run.Output.GetTypeByMetadataName("A"));
        Assert.NotNull(run.Output.GetTypeByMetadataName("My.event.System.B"));
    }

    [Fact]
    public void A_table_beyond_16_bits_is_of_int()
    {
        string table = string.Join(',', Enumerable.Range(0, 65_537).Reverse());
        var run = GeneratorRun.Of(SignatureText.Of("Wide", "input data float32 1", "output logits float32 1,65537", $"order logits 1 {table}"));

        Assert.Contains("ReadOnlySpan<int> LogitsOrder", run.Text, StringComparison.Ordinal);
        Assert.Empty(run.CompilerDiagnostics);
    }

    [Fact]
    public void Code_that_a_user_writes_compiles_against_it()
    {
        var run = GeneratorRun.WithSource(
            """
            using System;
            using System.Threading.Tasks;
            using My.App;

            internal static class Program
            {
                internal static int Read(float[] pixels, Half[] images, Half[] probabilities)
                {
                    using var model = new Classifier();
                    var result = model.Run(pixels);
                    int best = result.Logits.ArgMax();
                    Span<float> logits = stackalloc float[Classifier.LogitsLength];
                    model.Run(pixels, logits);

                    using var batched = new Batched("other.onnx", null);
                    var many = batched.Run(images, 2);
                    batched.Run(images, probabilities, 2);
                    return best + batched.Run(images).Probabilities.ArgMax() + many.Probabilities.At(1).ArgMax() + Batched.ProbabilitiesOrder[0];
                }

                internal static async Task<int> ReadLater(Classifier model, float[] pixels)
                {
                    var result = await model.RunAsync(pixels).ConfigureAwait(false);
                    return result.Logits.ArgMax();
                }
            }
            """,
            Samples.Classifier,
            Samples.Batched);

        Assert.Empty(run.CompilerDiagnostics);
    }
}
