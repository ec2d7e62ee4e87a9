using System.CommandLine;
using Upscale.Cli.Output;
using Upscale.Execution;
using Upscale.Onnx;
using Upscale.Pruning.Plans;

namespace Upscale.Cli.Commands;

/// <summary><c>upscale verify ORIGINAL PRUNED --plan FILE</c>: the pruned model against the masked original.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var original = PathOption.Argument("ORIGINAL", "The ONNX file before pruning.");
        var pruned = PathOption.Argument("PRUNED", "The ONNX file after pruning.");
        var plan = PathOption.Create("--plan", "The plan that was applied.");
        plan.Required = true;
        var command = new Command("verify", "Compares a pruned model with the original whose removed weights are zero.") { original, pruned, plan };
        var preparation = new PreparationOptions();
        preparation.AddTo(command);
        command.SetAction(parsed =>
        {
            var path = parsed.GetRequiredValue(original);
            var prepared = FileErrors.Attribute(path, () => preparation.Load(parsed, path));
            Run(prepared, path, parsed.GetRequiredValue(pruned), parsed.GetRequiredValue(plan), parsed.InvocationConfiguration.Output);
            return ExitCodes.Success;
        });
        return command;
    }

    private static void Run(Model original, string originalPath, string prunedPath, string planPath, TextWriter output)
    {
        var pruned = Model.Load(prunedPath);
        var plan = PruningPlan.Load(planPath);
        var verification = FileErrors.Attribute(originalPath, () => Verifier.Verify(original, pruned, plan));
        new PruningTables(new Terminal(output)).WriteVerification(verification);
        verification.RequirePassed(prunedPath);
    }
}
