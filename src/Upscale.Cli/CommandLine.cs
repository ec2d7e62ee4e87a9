using System.CommandLine;
using Upscale.Cli.Building;
using Upscale.Cli.Commands;
using Upscale.Onnx;

namespace Upscale.Cli;

/// <summary>The command line as a whole: from arguments to exit code, every failure as one diagnostic line.</summary>
internal static class CommandLine
{
    private const string ArgumentError = "UPS1601";
    private const string InternalError = "UPS1600";

    /// <summary>Runs a command.</summary>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static int Run(IReadOnlyList<string> arguments, TextWriter output, TextWriter error)
    {
        try
        {
            var parsed = Create().Parse(arguments);
            if (parsed.Errors.Count == 0)
            {
                return parsed.Invoke(new() { Output = output, Error = error, EnableDefaultExceptionHandler = false });
            }

            foreach (var problem in parsed.Errors)
            {
                error.WriteLine(new UpscaleException(ArgumentError, $"{problem.Message} See `upscale {parsed.CommandResult.Command.Name} --help`").ToDiagnostic());
            }

            return ExitCodes.BadInput;
        }
        catch (UpscaleException failure)
        {
            error.WriteLine(failure.ToDiagnostic());
            return ExitCodes.BadInput;
        }
#pragma warning disable CA1031 // Do not catch general exception types (the last line of defence: a diagnostic instead of a crash)
        catch (Exception failure)
#pragma warning restore CA1031
        {
            error.WriteLine(new UpscaleException(InternalError, $"internal error, please report it: {failure}").ToDiagnostic());
            return ExitCodes.InternalError;
        }
    }

    private static RootCommand Create() => new("Prunes the channels of ONNX models.")
    {
        PruneCommand.Create(),
        InspectCommand.Create(),
        ProfileCommand.Create(),
        VerifyCommand.Create(),
        BuildCommand.Create(),
    };
}
