using System.CommandLine;
using Upscale.Cli.Output;
using Upscale.Cli.Reports;
using Upscale.Onnx;
using Upscale.Pruning.Inspection;

namespace Upscale.Cli.Commands;

/// <summary><c>upscale inspect MODEL</c>: what can be pruned, and what holds the rest.</summary>
internal static class InspectCommand
{
    public static Command Create()
    {
        var model = PathOption.Argument("MODEL", "The ONNX file.");
        var json = new Option<bool>("--json") { Description = "Write JSON instead of tables." };
        var command = new Command("inspect", "Shows segments, consumers, pins with their reasons, parameters and multiply-adds.") { model, json };
        command.SetAction(parsed =>
        {
            Run(parsed.GetRequiredValue(model), parsed.GetValue(json), parsed.InvocationConfiguration.Output);
            return ExitCodes.Success;
        });
        return command;
    }

    private static void Run(string path, bool json, TextWriter output)
    {
        var inspection = FileErrors.Attribute(path, () => Inspector.Inspect(Model.Load(path)));
        if (json)
        {
            output.Write(InspectionFile.ToJson(inspection, path));
        }
        else
        {
            new InspectionTables(new Terminal(output)).Write(inspection);
        }
    }
}
