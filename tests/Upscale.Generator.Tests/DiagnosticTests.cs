using System.Globalization;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Upscale.Generator.Diagnostics;
using Upscale.Generator.Tests.Driving;

namespace Upscale.Generator.Tests;

public sealed class DiagnosticTests
{
    private const string Head = "upscale-signature\t1\nclass\tC\nmodel\tm\n";

    [Theory]
    [InlineData("", "no 'class' record", 0)]
    [InlineData("PK\u0003\u0004", "does not start with", 0)]
    [InlineData("upscale-signature\t2\n", "version is '2'", 0)]
    [InlineData("upscale-signature\t1\nmodel\tm\noutput\tx\tfloat32\t1", "no 'class' record", 0)]
    [InlineData("upscale-signature\t1\nclass\tC\noutput\tx\tfloat32\t1", "no 'model' record", 0)]
    [InlineData("upscale-signature\t1\nclass\t1C\nmodel\tm\noutput\tx\tfloat32\t1", "'1C' is no C# identifier", 0)]
    [InlineData(Head, "no 'output' record", 0)]
    [InlineData(Head + "class\tD", "a second 'class' record", 3)]
    [InlineData(Head + "namespace\tA..B\noutput\tx\tfloat32\t1", "'A..B' is no C# namespace", 0)]
    [InlineData(Head + "weights\tx", "unknown record 'weights'", 3)]
    [InlineData(Head + "physical\tx", "physical for 'x'", 3)]
    [InlineData(Head + "input\tx\tfloat32", "has 2 fields instead of 3", 3)]
    [InlineData(Head + "input\tx\tfloat8\t1", "unknown element type 'float8'", 3)]
    [InlineData(Head + "input\tx\tfloat32\t-1", "negative dimension -1", 3)]
    [InlineData(Head + "input\tx\tfloat32\t1,,2", "an empty dimension", 3)]
    [InlineData(Head + "input\tx%4\tfloat32\t1", "'x%4' is not percent-encoded", 3)]
    [InlineData(Head + "input\tx%FF\tfloat32\t1", "'x%FF' is not percent-encoded", 3)]
    [InlineData(Head + "input\tx\tfloat32\t1\ninput\tx\tfloat32\t1", "a second input named 'x'", 4)]
    [InlineData(Head + "order\tx\t1\t0,1", "order for 'x'", 3)]
    [InlineData(Head + "output\tx\tfloat32\t1,2\norder\tx\t2\t0,1", "axis '2'", 4)]
    [InlineData(Head + "output\tx\tfloat32\t1,2\norder\tx\t1\t0,0", "no permutation", 4)]
    [InlineData(Head + "output\tx\tfloat32\t1,2\norder\tx\t1\t0,2", "no permutation", 4)]
    [InlineData(Head + "output\tx\tfloat32\t1,2\norder\tx\t1\t0", "no permutation", 4)]
    [InlineData(Head + "output\tx\tfloat32\t1,N\norder\tx\t1\t0,1", "no permutation", 4)]
    [InlineData(Head + "output\tx\tfloat32\t1,2\norder\tx\t1\t0,b", "'b' is no channel number", 4)]
    [InlineData(Head + "output\tx\tfloat32\t1,2\norder\tx\t1\t1,0\norder\tx\t1\t1,0", "a second order", 5)]
    [InlineData(Head + "output\tx\tseq(map(int64,float8))\t", "unknown element type 'seq(map(int64,float8))'", 3)]
    [InlineData(Head + "output\tx\tmap(int64)\t", "unknown element type 'map(int64)'", 3)]
    [InlineData(Head + "output\tx\tseq(seq(int64))\t", "unknown element type", 3)]
    [InlineData(Head + "output\tx\tseq(int64)\t1", "a shape for output 'x', which is no tensor", 3)]
    [InlineData(Head + "output\tx\tseq(int64)\t\norder\tx\t0\t0", "axis '0' of the order is no axis", 4)]
    [InlineData(Head + "output\tx\tfloat32\t1,2\nlabels\tx\t1\ta", "1 labels for axis 1", 4)]
    [InlineData(Head + "output\tx\tfloat32\t1,2\nlabels\tx\t2\ta,b", "axis '2' of the labels", 4)]
    [InlineData(Head + "output\tx\tfloat32\t1,2\nlabels\ty\t1\ta,b", "labels for 'y'", 4)]
    [InlineData(Head + "output\tx\tfloat32\t1,2\nlabels\tx\t1\ta,%4", "'%4' is not percent-encoded", 4)]
    [InlineData(Head + "output\tx\tfloat32\t1,2\nlabels\tx\t1\ta,b\nlabels\tx\t1\ta,b", "second labels", 5)]
    public void A_broken_signature_is_an_error_at_its_line(string text, string problem, int line)
    {
        var run = GeneratorRun.Of(new SignatureText("/obj/c.signature", text));

        Diagnostic diagnostic = Assert.Single(run.Reported);
        Assert.Equal("UPS2001", diagnostic.Id);
        Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity);
        Assert.Contains(problem, diagnostic.GetMessage(null), StringComparison.Ordinal);
        Assert.Equal("/obj/c.signature", diagnostic.Location.GetLineSpan().Path);
        Assert.Equal(line, diagnostic.Location.GetLineSpan().StartLinePosition.Line);
        Assert.Empty(run.Result.GeneratedSources);
    }

    [Fact]
    public void A_broken_signature_leaves_the_others_their_classes()
    {
        var run = GeneratorRun.Of(Samples.Classifier, new SignatureText("/obj/c.signature", "?"));

        Assert.Single(run.Reported);
        Assert.Equal("Classifier.g.cs", Assert.Single(run.Result.GeneratedSources).HintName);
    }

    [Theory]
    [InlineData("input text seq(string) ", "input 'text' is a sequence of tensors")]
    [InlineData("input text map(string,float32) ", "input 'text' is a map")]
    [InlineData("input huge float32 65536,65536", "more values than a span can hold")]
    public void A_tensor_that_no_span_holds_is_a_warning(string input, string problem)
    {
        var run = GeneratorRun.Of(SignatureText.Of("Untyped", input, "output x float32 1"));

        Diagnostic diagnostic = Assert.Single(run.Reported);
        Assert.Equal("UPS2002", diagnostic.Id);
        Assert.Equal(DiagnosticSeverity.Warning, diagnostic.DefaultSeverity);
        Assert.Contains(problem, diagnostic.GetMessage(null), StringComparison.Ordinal);
        Assert.DoesNotContain("RunAsync", run.Text, StringComparison.Ordinal);
        Assert.Empty(run.CompilerDiagnostics);
    }

    [Fact]
    public void Two_models_with_one_class_are_an_error_that_names_the_first()
    {
        var run = GeneratorRun.Of(
            Samples.Classifier, new SignatureText("/obj/second.signature", Samples.Classifier.GetText()!.ToString()));

        Diagnostic diagnostic = Assert.Single(run.Reported);
        Assert.Equal("UPS2003", diagnostic.Id);
        Assert.Contains("'My.App.Classifier' is already generated from '/obj/Classifier.signature'", diagnostic.GetMessage(null), StringComparison.Ordinal);
        Assert.Equal("/obj/second.signature", diagnostic.Location.GetLineSpan().Path);
        Assert.Single(run.Result.GeneratedSources);
    }

    [Fact]
    public void Classes_of_one_name_in_two_namespaces_get_a_file_each()
    {
        string other = Samples.Classifier.GetText()!.ToString().Replace("My.App", "My.Other", StringComparison.Ordinal);
        string lower = Samples.Classifier.GetText()!.ToString().Replace("Classifier", "classifier", StringComparison.Ordinal);
        var run = GeneratorRun.Of(Samples.Classifier, new SignatureText("/obj/b", other), new SignatureText("/obj/c", lower));

        Assert.Empty(run.Reported);
        Assert.Equal(
            ["Classifier.g.cs", "My.App.classifier.g.cs", "My.Other.Classifier.g.cs"],
            run.Result.GeneratedSources.Select(source => source.HintName).Order(StringComparer.Ordinal));
        Assert.Empty(run.CompilerDiagnostics);
    }

    [Theory]
    [InlineData("false")]
    [InlineData("")]
    public void Other_additional_files_are_ignored(string metadata)
    {
        var run = GeneratorRun.Of(LanguageVersion.CSharp9, new SignatureMetadata(metadata), Samples.Classifier);

        Assert.Empty(run.Reported);
        Assert.Empty(run.Result.GeneratedSources);
    }

    [Fact]
    public void Every_diagnostic_is_described() =>
        Assert.All(
            ["UPS2001", "UPS2002", "UPS2003"],
            (string id) => Assert.NotEmpty(Diagnostics.DiagnosticCatalog.Find(id).Description.ToString(CultureInfo.InvariantCulture)));

    [Fact]
    public void Every_diagnostic_links_to_its_place_on_the_page_of_diagnostics()
    {
        var repository = XDocument.Load(Checkout.Locate("build", "Common.props")).Descendants("RepositoryUrl").Single().Value;
        var descriptors = typeof(DiagnosticCatalog).GetFields().Select(field => field.GetValue(null)).OfType<DiagnosticDescriptor>().ToArray();

        Assert.NotEmpty(descriptors);
        Assert.All(descriptors, descriptor => Assert.Equal(
            $"{repository}/blob/main/src/DIAGNOSTICS.md#{descriptor.Id.ToLowerInvariant()}", descriptor.HelpLinkUri));
    }
}
