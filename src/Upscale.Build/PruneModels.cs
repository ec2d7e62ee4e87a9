using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Upscale.Build.Requests;

namespace Upscale.Build;

/// <summary>Starts the tool once for all models that are out of date.</summary>
public sealed class PruneModels : ToolTask
{
    /// <summary>Requests that <see cref="ResolvePrunedModels"/> wrote.</summary>
    [Required]
    public ITaskItem[] Requests { get; set; } = [];

    /// <summary>The file that joins them; the tool reads it.</summary>
    [Required]
    public string JoinedRequest { get; set; } = "";

    /// <summary>Absolute path of the tool's assembly.</summary>
    [Required]
    public string ToolAssembly { get; set; } = "";

    /// <summary>Absolute path of the dotnet host; empty: the one that DOTNET_HOST_PATH names, else the one on the path.</summary>
    public string DotNetHost { get; set; } = "";

    /// <summary>Absolute path of the project's folder.</summary>
    [Required]
    public string ProjectFolder { get; set; } = "";

    /// <inheritdoc />
    protected override string ToolName => RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? "dotnet.exe" : "dotnet";

    /// <inheritdoc />
    protected override Encoding StandardOutputEncoding => Encoding.UTF8;

    /// <inheritdoc />
    protected override Encoding StandardErrorEncoding => Encoding.UTF8;

    /// <inheritdoc />
    protected override MessageImportance StandardOutputLoggingImportance => MessageImportance.High;

    /// <inheritdoc />
    protected override MessageImportance StandardErrorLoggingImportance => MessageImportance.High;

    private string Joined => Path.GetFullPath(Path.Combine(ProjectFolder, JoinedRequest));

    /// <inheritdoc />
    public override bool Execute()
    {
        RequestFile.Join(Requests.Select(request => request.ItemSpec), Joined);
        return base.Execute();
    }

    /// <inheritdoc />
    protected override string GetWorkingDirectory() => ProjectFolder;

    /// <inheritdoc />
    protected override string GenerateFullPathToTool() => DotNetHost.Length > 0
        ? DotNetHost
        : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : ToolName;

    /// <inheritdoc />
    protected override string GenerateCommandLineCommands()
    {
        var commandLine = new CommandLineBuilder();
        commandLine.AppendSwitch("exec");
        commandLine.AppendFileNameIfNotNull(ToolAssembly);
        commandLine.AppendSwitch("build");
        commandLine.AppendSwitchIfNotNull("--request ", Joined);
        return commandLine.ToString();
    }
}
