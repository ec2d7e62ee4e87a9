using System.CommandLine;
using Upscale.Cli.Output;
using Upscale.Execution.Profiling;
using Upscale.Onnx;
using Upscale.Pruning.Costs;

namespace Upscale.Cli.Commands;

/// <summary><c>upscale profile MODEL...</c>: measures what the layers of models cost on this machine.</summary>
internal sealed class ProfileCommand
{
    private readonly Argument<string[]> _models = new("MODEL") { Description = "The ONNX files.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<int> _threads = new("--threads") { Description = "Threads inside one operator.", DefaultValueFactory = _ => 1 };
    private readonly Option<string> _cache = new("--cache") { Description = "Where profiles are kept, instead of the user's cache folder.", HelpName = "folder" };
    private readonly Option<bool> _force = new("--force") { Description = "Measure again what is known." };

    private ProfileCommand() => _threads.Validators.Add(result =>
    {
        if (result.Tokens is [var token] && !(int.TryParse(token.Value, out var threads) && threads > 0))
        {
            result.AddError($"'{token.Value}' is no value of --threads; give a number from 1 on.");
        }
    });

    public static Command Create()
    {
        var profile = new ProfileCommand();
        var command = new Command("profile", "Measures what the layers of models cost in ONNX Runtime on this machine.")
        {
            profile._models, profile._threads, profile._cache, profile._force,
        };
        command.SetAction(parsed =>
        {
            profile.Run(parsed);
            return ExitCodes.Success;
        });
        return command;
    }

    private void Run(ParseResult parsed)
    {
        var paths = parsed.GetRequiredValue(_models);
        var models = paths.Select(Model.Load).ToArray();
        var cache = parsed.GetValue(_cache) is { } folder ? new ProfileCache(folder) : ProfileCache.OfUser();
        var machine = ThisMachine.Key(parsed.GetValue(_threads));
        var known = parsed.GetValue(_force) ? null : cache.Find(machine);
        var before = models.Zip(paths, (model, path) => FileErrors.Attribute(path, () => LatencyMeasurement.Measure(model, machine.Threads))).ToArray();
        var table = MachineProfiler.Measure(machine, models, known);
        var file = table == known ? cache.PathOf(machine) : cache.Save(table);
        var measured = models.Zip(before, (model, times) => LatencyMeasurement.Typical([.. times, .. LatencyMeasurement.Measure(model, machine.Threads)]));
        var costs = new MeasuredCostModel(table);
        var tables = new ProfileTables(new Terminal(parsed.InvocationConfiguration.Output));
        tables.WriteMachine(table, file);
        tables.WriteModels(paths.Zip(models.Select(model => LatencyEstimate.Of(model, costs).Seconds), measured));
    }
}
