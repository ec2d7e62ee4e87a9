using System.CommandLine;
using Upscale.Cli.Output;
using Upscale.Cli.Reports;
using Upscale.Onnx;
using Upscale.Pruning.Costs;
using Upscale.Pruning.Plans;

namespace Upscale.Cli.Commands;

/// <summary><c>upscale prune MODEL -o OUT</c>: prunes, verifies, then writes.</summary>
internal sealed class PruneCommand
{
    private const string SameFile = "UPS1603";

    private readonly Argument<string> _model = PathOption.Argument("MODEL", "The ONNX file.");
    private readonly Option<string> _output = PathOption.Create("--output", "Where the pruned model goes.", "-o");
    private readonly Option<string> _plan = PathOption.Create("--plan", "Where the plan goes, as JSON.");
    private readonly Option<string> _apply = PathOption.Create("--apply", "A plan to apply instead of selecting channels.");
    private readonly Option<string> _report = PathOption.Create("--report", "Where the report goes, as JSON.");
    private readonly Option<bool> _details = new("--details") { Description = "Show every consumer." };
    private readonly Option<bool> _noVerify = new("--no-verify") { Description = "Write without running both models first." };
    private readonly Option<bool?> _measure = new("--measure")
    {
        Description = "Measure beside the original; export in a cheaper way while it is not faster. On where a profile is used.",
        HelpName = "true|false",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private readonly Option<bool> _requireSpeedup = new("--require-speedup") { Description = "Measure, and write nothing when the pruned model is not faster." };
    private readonly SelectionOptions _selection = new();
    private readonly PreparationOptions _preparation = new();

    private PruneCommand() => _output.Required = true;

    public static Command Create()
    {
        var prune = new PruneCommand();
        var command = new Command("prune", "Prunes the channels of a model.") { prune._model, prune._output };
        prune._selection.AddTo(command);
        prune._preparation.AddTo(command);
        foreach (var option in new Option[] { prune._plan, prune._apply, prune._report, prune._details, prune._noVerify, prune._measure, prune._requireSpeedup })
        {
            command.Add(option);
        }

        command.SetAction(parsed =>
        {
            prune.Run(parsed);
            return ExitCodes.Success;
        });
        return command;
    }

    private void Run(ParseResult parsed)
    {
        RequireDistinctFiles(parsed);
        var path = parsed.GetRequiredValue(_model);
        var run = FileErrors.Attribute(path, Prepare(parsed, path));
        if (parsed.GetValue(_requireSpeedup) || IsMeasured(parsed, run))
        {
            run = FileErrors.Attribute(path, () => Measured(run, parsed.GetValue(_requireSpeedup)));
        }

        if (!parsed.GetValue(_noVerify))
        {
            run = FileErrors.Attribute(path, run.Verified);
        }

        var (bytesBefore, bytesAfter) = Write(parsed, run);
        Show(parsed, run, bytesBefore, bytesAfter);
    }

    private bool IsMeasured(ParseResult parsed, PruningRun run) =>
        parsed.GetResult(_measure) is { Implicit: false } ? parsed.GetValue(_measure) ?? true : run.Costs is MeasuredCostModel;

    private static PruningRun Measured(PruningRun run, bool require)
    {
        var measured = FasterExport.Choose(run);
        return require && measured.SpeedProblem is { } problem ? throw problem : measured;
    }

    private Func<PruningRun> Prepare(ParseResult parsed, string path)
    {
        if (parsed.GetValue(_apply) is { } planPath)
        {
            _selection.RequireAbsent(parsed);
            var plan = PruningPlan.Load(planPath);
            return () => PruningRun.Apply(_preparation.Load(parsed, path), plan);
        }

        var (options, costs) = _selection.Read(parsed);
        return () => PruningRun.Prune(_preparation.Load(parsed, path), options, costs, _selection.Calibration(parsed));
    }

    private (long Before, long After) Write(ParseResult parsed, PruningRun run)
    {
        using var outputs = new StagedOutputs();
        var written = outputs.Add(parsed.GetRequiredValue(_output), run.Result.Model.Save);
        var before = ModelFileSize.Of(run.Original.Path!, run.Result.Report.Before);
        var after = ModelFileSize.Of(written, run.Result.Report.After);
        if (parsed.GetValue(_plan) is { } plan)
        {
            outputs.Add(plan, run.Result.Plan.ToJson());
        }

        if (parsed.GetValue(_report) is { } report)
        {
            outputs.Add(report, ReportFile.ToJson(run, before, after));
        }

        outputs.Commit();
        return (before, after);
    }

    private void Show(ParseResult parsed, PruningRun run, long bytesBefore, long bytesAfter)
    {
        var report = run.Result.Report;
        var tables = new PruningTables(new Terminal(parsed.InvocationConfiguration.Output));
        tables.WriteFigures(report.Before, report.After, bytesBefore, bytesAfter);
        tables.WriteCosts(run.Costs);
        if (parsed.GetValue(_details))
        {
            tables.WriteConsumers(report.Consumers);
        }

        tables.WriteRefusals(report.Refusals);
        if (run.Verification is { } verification)
        {
            tables.WriteVerification(verification);
        }

        if (run.Speedup is { } speedup)
        {
            tables.WriteSpeedup(speedup);
        }

        if (run.SpeedProblem is { } problem)
        {
            parsed.InvocationConfiguration.Error.WriteLine(problem.ToWarning());
        }
    }

    private void RequireDistinctFiles(ParseResult parsed)
    {
        string?[] paths = [parsed.GetValue(_model), parsed.GetValue(_output), parsed.GetValue(_plan), parsed.GetValue(_apply), parsed.GetValue(_report)];
        var twice = paths.OfType<string>().GroupBy(Path.GetFullPath, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
        {
            throw new UpscaleException(SameFile, $"'{twice.First()}' is named twice; inputs are not overwritten and every output needs a file of its own");
        }
    }
}
