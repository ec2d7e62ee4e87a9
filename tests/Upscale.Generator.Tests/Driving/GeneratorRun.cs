using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.ML.OnnxRuntime;
using Upscale.Runtime;

namespace Upscale.Generator.Tests.Driving;

/// <summary>One run of the generator in a compilation as strict as a user's can be.</summary>
internal sealed class GeneratorRun
{
    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Concat([typeof(ModelSession).Assembly.Location, typeof(InferenceSession).Assembly.Location])
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private static readonly ImmutableArray<MetadataReference> ServiceReferences =
    [
        MetadataReference.CreateFromFile(typeof(IServiceCollection).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(ServiceProvider).Assembly.Location),
    ];

    private static readonly CSharpCompilation Empty = Bound(References);

    private static readonly CSharpCompilation EmptyWithServices = Bound([.. References, .. ServiceReferences]);

    private GeneratorRun(GeneratorDriver driver, Compilation input, Compilation output)
    {
        Driver = driver;
        Input = input;
        Output = output;
    }

    public GeneratorDriver Driver { get; }

    /// <summary>The user's own sources.</summary>
    public Compilation Input { get; }

    /// <summary>The user's and the generated sources.</summary>
    public Compilation Output { get; }

    public GeneratorRunResult Result => Driver.GetRunResult().Results.Single();

    public ImmutableArray<Diagnostic> Reported => Result.Diagnostics;

    /// <summary>The only generated file.</summary>
    public string Text => Result.GeneratedSources.Single().SourceText.ToString();

    /// <summary>What the compiler says about the generated code, hints excepted.</summary>
    public IEnumerable<Diagnostic> CompilerDiagnostics =>
        Output.GetDiagnostics().Where(diagnostic => diagnostic.Severity != DiagnosticSeverity.Hidden);

    public static GeneratorRun Of(params IEnumerable<AdditionalText> signatures) => Of(LanguageVersion.CSharp9, signatures);

    public static GeneratorRun Of(LanguageVersion language, params IEnumerable<AdditionalText> signatures) =>
        Of(language, new SignatureMetadata("true"), signatures);

    public static GeneratorRun Of(LanguageVersion language, SignatureMetadata metadata, params IEnumerable<AdditionalText> signatures) =>
        Of(language, metadata, "", signatures);

    /// <summary>Runs the generator beside a user's own source.</summary>
    public static GeneratorRun WithSource(string source, params IEnumerable<AdditionalText> signatures) =>
        Of(LanguageVersion.CSharp9, new SignatureMetadata("true"), source, signatures);

    /// <summary>Runs the generator where the packages for dependency injection are referenced.</summary>
    public static GeneratorRun WithServices(string source, params IEnumerable<AdditionalText> signatures) =>
        Continue(
            CreateDriver(LanguageVersion.CSharp9, new SignatureMetadata("true"), signatures),
            EmptyWithServices.AddSyntaxTrees(CSharpSyntaxTree.ParseText(source, Parsing(LanguageVersion.CSharp9))));

    private static GeneratorRun Of(LanguageVersion language, SignatureMetadata metadata, string source, IEnumerable<AdditionalText> signatures) =>
        Continue(CreateDriver(language, metadata, signatures), Empty.AddSyntaxTrees(CSharpSyntaxTree.ParseText(source, Parsing(language))));

    /// <summary>A compilation whose references are bound, so that those derived from it need not do it again.</summary>
    private static CSharpCompilation Bound(IEnumerable<MetadataReference> references)
    {
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            generalDiagnosticOption: ReportDiagnostic.Error,
            warningLevel: 9999,
            nullableContextOptions: NullableContextOptions.Enable);
        var compilation = CSharpCompilation.Create("UserCode", [], references, options);
        Assert.NotNull(compilation.GetTypeByMetadataName("System.Object"));
        return compilation;
    }

    private static CSharpGeneratorDriver CreateDriver(LanguageVersion language, SignatureMetadata metadata, IEnumerable<AdditionalText> signatures) =>
        CSharpGeneratorDriver.Create(
            [new ModelClassGenerator().AsSourceGenerator()],
            signatures,
            Parsing(language),
            metadata,
            new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    private static CSharpParseOptions Parsing(LanguageVersion language) => new(language, DocumentationMode.Diagnose);

    /// <summary>Runs the same generator again.</summary>
    public static GeneratorRun Continue(GeneratorDriver driver, Compilation input)
    {
        driver = driver.RunGeneratorsAndUpdateCompilation(input, out Compilation output, out _);
        return new GeneratorRun(driver, input, output);
    }
}
