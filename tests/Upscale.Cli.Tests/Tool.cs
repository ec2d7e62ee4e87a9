namespace Upscale.Cli.Tests;

/// <summary>Runs the tool in this process.</summary>
internal static class Tool
{
    /// <summary>A folder whose name needs quoting and encoding.</summary>
    public const string AwkwardFolder = "mödels ümläut 模型";

    public static ChildProcessResult Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = CommandLine.Run(arguments, output, error);
        return new(exitCode, output.ToString(), error.ToString());
    }
}
