using System.Text.Json;
using Upscale.Build.Tests.Projects;

namespace Upscale.Build.Tests;

[Collection(PackageFeedCollection.Name)]
public sealed class ToolTests(PackageFeed feed)
{
    [Fact]
    public void The_command_line_installs_as_a_dotnet_tool_and_runs()
    {
        var folder = feed.NewFolder("tool");
        var model = Path.Combine(folder, "net.onnx");
        TestModels.Classifier().Save(model);

        var install = UserProject.Dotnet(
            folder, "tool", "install", "Upscale.Cli", "--version", feed.Version, "--tool-path", Path.Combine(folder, "bin"), "--source", feed.Folder);
        Assert.True(install.ExitCode == 0, install.Transcript);

        var tool = Path.Combine(folder, "bin", OperatingSystem.IsWindows() ? "upscale.exe" : "upscale");
        var inspect = new ChildProcess(tool, "inspect", model, "--json").Run();
        Assert.True(inspect.ExitCode == 0, inspect.Transcript);
        using var report = JsonDocument.Parse(inspect.Output);
        Assert.NotEmpty(report.RootElement.EnumerateObject());

        var prune = new ChildProcess(tool, "prune", model, "-o", Path.Combine(folder, "pruned.onnx")).Run();
        Assert.True(prune.ExitCode == 0, prune.Transcript);
        Assert.Contains("equal", prune.Output, StringComparison.Ordinal);
    }
}
