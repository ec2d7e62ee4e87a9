using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Upscale.Onnx;

namespace Upscale.Benchmarks.Coverage;

/// <summary><c>coverage --models DIR</c>: prunes and verifies every model of a folder; says what is prunable and what is held.</summary>
internal sealed class CoverageCommand
{
    private const string InternalError = "UPS1600";

    private readonly Option<DirectoryInfo> _models = new Option<DirectoryInfo>("--models") { Description = "Folder of the *.onnx files.", Required = true }.AcceptExistingOnly();
    private readonly Option<double[]> _ratios = new("--ratio")
    {
        Description = "Share of the channels to remove, in [0, 1); may be given several times.",
        DefaultValueFactory = _ => [0.3, 0.5],
        CustomParser = result => [.. result.Tokens.Select(token => double.Parse(token.Value, CultureInfo.InvariantCulture))],
    };

    private readonly Option<string?> _csv = new("--csv") { Description = "Where a line for every run goes." };

    private CoverageCommand()
    {
    }

    /// <summary>Runs the command.</summary>
    /// <returns>0 when every model was pruned exactly, 1 otherwise.</returns>
    public static int Run(IReadOnlyList<string> arguments)
    {
        var coverage = new CoverageCommand();
        var command = new RootCommand("Prunes and verifies every model of a folder.") { coverage._models, coverage._ratios, coverage._csv };
        command.SetAction(coverage.Run);
        return command.Parse(arguments).Invoke();
    }

    private int Run(ParseResult parsed)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        var settings = RunSettings.All(parsed.GetRequiredValue(_ratios));
        using var csv = parsed.GetValue(_csv) is { } path ? new StreamWriter(path) { AutoFlush = true, NewLine = "\n" } : StreamWriter.Null;
        output.WriteLine(CoverageText.Header(settings));
        csv.WriteLine(CoverageCsv.Header);
        var failed = 0;
        foreach (var file in parsed.GetRequiredValue(_models).GetFiles("*.onnx").OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            var (coverage, failures) = Measure(file, settings);
            if (coverage is not null)
            {
                output.WriteLine(CoverageText.Of(coverage));
                csv.Write(CoverageCsv.Of(coverage));
            }

            foreach (var failure in failures)
            {
                error.WriteLine(failure.ToDiagnostic());
            }

            failed += failures.IsEmpty ? 0 : 1;
        }

        return failed == 0 ? 0 : 1;
    }

    private static (ModelCoverage? Coverage, ImmutableArray<UpscaleException> Failures) Measure(FileInfo file, ImmutableArray<RunSettings> settings)
    {
        try
        {
            var coverage = ModelCoverage.Measure(file, settings);
            return (coverage, coverage.Failures);
        }
        catch (UpscaleException failure)
        {
            return (null, [failure.File is null ? failure.WithFile(file.FullName) : failure]);
        }
#pragma warning disable CA1031 // Do not catch general exception types (one model must not end the run of all others)
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return (null, [new(InternalError, $"internal error: {failure}", file.FullName)]);
        }
    }
}
