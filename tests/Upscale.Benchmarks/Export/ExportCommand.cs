using System.CommandLine;
using System.Globalization;
using Upscale.Execution.Profiling;
using Upscale.Onnx;
using Upscale.Pruning;
using Upscale.Pruning.Costs;
using Upscale.Pruning.Importance;

namespace Upscale.Benchmarks.Export;

/// <summary><c>export --models DIR</c>: every model of a folder dense, exported as others do, and as we do, measured side by side.</summary>
internal sealed class ExportCommand
{
    private readonly Option<DirectoryInfo> _models = new Option<DirectoryInfo>("--models") { Description = "Folder of the *.onnx files.", Required = true }.AcceptExistingOnly();
    private readonly Option<double> _ratio = new("--ratio")
    {
        Description = "Share of the channels to remove, in [0, 1).",
        DefaultValueFactory = _ => 0.4,
        CustomParser = result => double.Parse(result.Tokens[0].Value, CultureInfo.InvariantCulture),
    };

    private readonly Option<string> _masks = new Option<string>("--masks")
    {
        Description = "How channels are chosen; zeros takes the mask that the weights hold.",
        DefaultValueFactory = _ => "l2",
    }.AcceptOnlyFromAmong([.. CriterionCatalog.Names]);

    private readonly MeasuringOptions _measuring = new();
    private readonly Option<bool> _profile = new("--profile") { Description = "Choose by what `upscale profile` measured on this machine, and say how far every export is from the limit without copies." };
    private readonly Option<string?> _csv = new("--csv") { Description = "Where a line for every figure goes." };

    private ExportCommand()
    {
    }

    /// <summary>Runs the command.</summary>
    /// <returns>0 when every export equals the masked model, 1 otherwise.</returns>
    public static int Run(IReadOnlyList<string> arguments)
    {
        var export = new ExportCommand();
        var command = new RootCommand("Measures exports of pruned models side by side.")
        {
            export._models, export._ratio, export._masks, export._measuring.Threads, export._measuring.Runs, export._measuring.Block, export._profile, export._csv,
        };
        command.SetAction(export.Run);
        return command.Parse(arguments).Invoke();
    }

    private int Run(ParseResult parsed)
    {
        var threads = parsed.GetRequiredValue(_measuring.Threads);
        var variants = ExportVariant.All(parsed.GetValue(_ratio), parsed.GetValue(_masks)!, parsed.GetValue(_measuring.Block));
        var output = parsed.InvocationConfiguration.Output;
        using var csv = parsed.GetValue(_csv) is { } path ? new StreamWriter(path) { AutoFlush = true, NewLine = "\n" } : StreamWriter.Null;
        output.WriteLine(ExportText.Header(threads));
        csv.WriteLine(ExportText.CsvHeader);
        var costs = parsed.GetValue(_profile) ? Measured() : CostModel.Analytic;
        var isExact = true;
        foreach (var file in parsed.GetRequiredValue(_models).GetFiles("*.onnx").OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            var name = Path.GetFileNameWithoutExtension(file.Name);
            var model = Model.Load(file.FullName);
            var figures = ExportFigures.Measure(model, variants, costs, threads, parsed.GetValue(_measuring.Runs));
            output.WriteLine(ExportText.Rows(name, figures));
            if (parsed.GetValue(_profile))
            {
                var exact = variants[^1].Options with { Reads = ReadPolicy.Copy };
                output.WriteLine(ExportText.Limit(name, CopyFreeLimit.Of(model, Pruner.Prune(model, exact, costs).Model, costs), figures));
            }

            csv.Write(ExportText.CsvLines(name, figures, threads));
            isExact &= figures.All(row => row.IsExact);
        }

        return isExact ? 0 : 1;
    }

    private static MeasuredCostModel Measured() => ProfileCache.OfUser().Find(ThisMachine.Key(threads: 1)) is { } table
        ? new(table)
        : throw new InvalidOperationException("nothing was measured here yet; run `upscale profile MODEL...` first");
}
