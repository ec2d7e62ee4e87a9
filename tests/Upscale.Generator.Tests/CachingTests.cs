using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Upscale.Generator.Tests.Driving;

namespace Upscale.Generator.Tests;

public sealed class CachingTests
{
    private static readonly AdditionalText Broken = new SignatureText("/obj/broken.signature", "nonsense");

    [Fact]
    public void A_second_run_computes_nothing()
    {
        var first = GeneratorRun.Of([.. Samples.All, Broken]);
        var second = GeneratorRun.Continue(first.Driver, first.Input.Clone());

        Assert.All(TrackedOutputs(second), reason => Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, reason.ToString()));
        Assert.All(FinalOutputs(second), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
        Assert.Equal(Texts(first), Texts(second));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Editing_a_source_file_computes_nothing(bool withServices)
    {
        var first = withServices ? GeneratorRun.WithServices("", Samples.All) : GeneratorRun.Of(Samples.All);
        var edited = first.Input.AddSyntaxTrees(CSharpSyntaxTree.ParseText("class Unrelated { }", new CSharpParseOptions(LanguageVersion.CSharp9)));
        var second = GeneratorRun.Continue(first.Driver, edited);

        Assert.All(FinalOutputs(second), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
        Assert.Equal(withServices, second.Result.TrackedSteps.TryGetValue(TrackingNames.HasServices, out var hasServices));
        Assert.All((hasServices.IsDefault ? [] : hasServices).SelectMany(step => step.Outputs), output => Assert.Equal(IncrementalStepRunReason.Unchanged, output.Reason));
    }

    [Fact]
    public void A_package_that_comes_leaves_the_classes_as_they_are()
    {
        var first = GeneratorRun.Of(Samples.Classifier);
        var second = GeneratorRun.Continue(first.Driver, GeneratorRun.WithServices("").Input);

        Assert.Equal(["Classifier-services.g.cs", "Classifier.g.cs"], second.Result.GeneratedSources.Select(source => source.HintName).Order(StringComparer.Ordinal));
        Assert.All(
            second.Result.TrackedSteps[TrackingNames.Sources].SelectMany(step => step.Outputs), output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
    }

    [Fact]
    public void Editing_a_signature_emits_only_its_class_again()
    {
        var first = GeneratorRun.Of(Samples.Classifier, Samples.Batched, Samples.ManyTypes);
        var edited = SignatureText.Of("Batched", "input data float16 N,3,9,9", "output probabilities float16 N,4");
        var second = GeneratorRun.Continue(first.Driver.ReplaceAdditionalText(Samples.Batched, edited), first.Input);

        var sources = second.Result.TrackedSteps[TrackingNames.Sources].SelectMany(step => step.Outputs).ToList();
        Assert.Equal(1, sources.Count(output => output.Reason == IncrementalStepRunReason.Modified));
        Assert.Equal("Batched.g.cs", ((GeneratedSource)sources.Single(output => output.Reason == IncrementalStepRunReason.Modified).Value).HintName);
        Assert.All(
            sources.Where(output => output.Reason != IncrementalStepRunReason.Modified),
            output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
    }

    [Fact]
    public void Moving_a_signature_leaves_its_class_unchanged()
    {
        var first = GeneratorRun.Of(Samples.Classifier);
        var moved = new SignatureText("/elsewhere/Classifier.signature", Samples.Classifier.GetText()!.ToString());
        var second = GeneratorRun.Continue(first.Driver.ReplaceAdditionalText(Samples.Classifier, moved), first.Input);

        Assert.Equal(Texts(first), Texts(second));
        Assert.All(FinalOutputs(second), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    private static IEnumerable<IncrementalStepRunReason> TrackedOutputs(GeneratorRun run)
    {
        string[] names = [TrackingNames.Signatures, TrackingNames.Assignments, TrackingNames.Diagnostics, TrackingNames.Sources];
        return names.SelectMany(name => run.Result.TrackedSteps[name]).SelectMany(step => step.Outputs).Select(output => output.Reason);
    }

    private static List<IncrementalStepRunReason> FinalOutputs(GeneratorRun run)
    {
        var reasons = run.Result.TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(step => step.Outputs).Select(output => output.Reason).ToList();
        Assert.NotEmpty(reasons);
        return reasons;
    }

    private static IEnumerable<string> Texts(GeneratorRun run) => run.Result.GeneratedSources.Select(source => source.SourceText.ToString());
}
