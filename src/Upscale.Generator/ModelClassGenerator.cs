using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Upscale.Generator.Collections;
using Upscale.Generator.Diagnostics;
using Upscale.Generator.Emission;
using Upscale.Generator.Signatures;

namespace Upscale.Generator;

/// <summary>Generates a class for each signature file among the additional files.</summary>
/// <remarks>A signature file is an additional file with the metadata <c>UpscaleSignature</c> set to true.</remarks>
[Generator(LanguageNames.CSharp)]
public sealed class ModelClassGenerator : IIncrementalGenerator
{
    private const string SignatureMetadata = "build_metadata.AdditionalFiles.UpscaleSignature";

    /// <inheritdoc />
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<SignatureFile> signatures = context.AdditionalTextsProvider
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Where(static pair => IsSignature(pair.Left, pair.Right))
            .Select(static (pair, cancellation) => Read(pair.Left, cancellation))
            .WithTrackingName(TrackingNames.Signatures);

        IncrementalValueProvider<EquatableArray<SourceAssignment>> assignments = signatures
            .Collect()
            .Select(static (files, _) => SourceAssignment.Assign(files))
            .WithTrackingName(TrackingNames.Assignments);

        IncrementalValuesProvider<(SignatureFile File, SourceAssignment? Assignment)> assigned = signatures
            .Combine(assignments)
            .Select(static (pair, _) => (pair.Left, SourceAssignment.Find(pair.Right, pair.Left.Path)));

        IncrementalValuesProvider<DiagnosticInfo> diagnostics = assigned
            .SelectMany(static (pair, _) => Problems(pair.File, pair.Assignment))
            .WithTrackingName(TrackingNames.Diagnostics);

        IncrementalValuesProvider<GeneratedSource> sources = assigned
            .Where(static pair => pair.Assignment?.HintName is not null)
            .Select(static (pair, _) => new GeneratedSource(pair.Assignment!.HintName!, ClassEmitter.Emit(pair.File.Model!)))
            .WithTrackingName(TrackingNames.Sources);

        IncrementalValueProvider<bool> hasServices = context.CompilationProvider
            .Select(static (compilation, _) => compilation.GetTypeByMetadataName(ServicesEmitter.RequiredType) is { DeclaredAccessibility: Accessibility.Public })
            .WithTrackingName(TrackingNames.HasServices);

        IncrementalValuesProvider<GeneratedSource> services = assigned
            .Combine(hasServices)
            .Where(static pair => pair.Right && pair.Left.Assignment?.HintName is not null)
            .Select(static (pair, _) => new GeneratedSource(
                pair.Left.Assignment!.ServicesHintName, ServicesEmitter.Emit(pair.Left.File.Model!, pair.Left.Assignment.ServicesClass)))
            .WithTrackingName(TrackingNames.Services);

        context.RegisterSourceOutput(diagnostics, static (output, info) => output.ReportDiagnostic(info.ToDiagnostic()));
        context.RegisterSourceOutput(sources, static (output, source) => output.AddSource(source.HintName, source.Text));
        context.RegisterSourceOutput(services, static (output, source) => output.AddSource(source.HintName, source.Text));
    }

    private static bool IsSignature(AdditionalText text, AnalyzerConfigOptionsProvider options) =>
        options.GetOptions(text).TryGetValue(SignatureMetadata, out string? value)
        && string.Equals(value, "true", StringComparison.OrdinalIgnoreCase);

    private static SignatureFile Read(AdditionalText text, CancellationToken cancellation) =>
        text.GetText(cancellation) is { } content
            ? SignatureParser.Parse(text.Path, content.ToString())
            : SignatureFile.Broken(text.Path, 0, "it cannot be read");

    private static IEnumerable<DiagnosticInfo> Problems(SignatureFile file, SourceAssignment? assignment)
    {
        foreach (DiagnosticInfo broken in file.Diagnostics)
        {
            yield return broken;
        }

        if (assignment?.Conflict() is DiagnosticInfo conflict)
        {
            yield return conflict;
        }

        if (assignment?.HintName is not null && TypedRun.Obstacle(file.Model!) is string obstacle)
        {
            yield return DiagnosticInfo.Create(DiagnosticCatalog.NoTypedRun, file.Path, 0, assignment.FullName, obstacle);
        }
    }
}
