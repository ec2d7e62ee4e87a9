using Upscale.Build.Tests.Projects;

namespace Upscale.Build.Tests;

[Collection(PackageFeedCollection.Name)]
public sealed class PublishTests(PackageFeed feed)
{
    private const string Common = "<RuntimeIdentifier>$(NETCoreSdkPortableRuntimeIdentifier)</RuntimeIdentifier><UseAppHost>true</UseAppHost><SelfContained>true</SelfContained><InvariantGlobalization>true</InvariantGlobalization>";

    [Fact]
    public void A_single_trimmed_file_runs_with_the_model_beside_it() =>
        Publish("trimmed", "<PublishSingleFile>true</PublishSingleFile><PublishTrimmed>true</PublishTrimmed>");

    [NativeToolchainFact]
    public void A_native_program_runs_with_the_model_beside_it() =>
        Publish("native", $"<PublishAot>true</PublishAot><CppCompilerAndLinker>{NativeToolchainFactAttribute.Linker}</CppCompilerAndLinker><StripSymbols>false</StripSymbols>");

    private void Publish(string name, string properties)
    {
        var project = new UserProject(feed, name, "App");
        project.Write("net.onnx", TestModels.Classifier());
        project.Write("Program.cs", ProgramText.Running("App.Net"));
        project.Describe("""<PrunedModel Include="net.onnx" />""", Common + properties);

        var publish = project.Publish();
        Assert.True(publish.ExitCode == 0, publish.Transcript);
        Assert.DoesNotContain("warning", publish.Output, StringComparison.OrdinalIgnoreCase);

        var files = UserProject.Files(project.Locate("published"));
        Assert.Contains("net.onnx", files);
        Assert.DoesNotContain("App.dll", files);
        var run = new ChildProcess(project.Locate("published", OperatingSystem.IsWindows() ? "App.exe" : "App")).Run();
        Assert.True(run.ExitCode == 0, run.Transcript);
        Assert.Equal("net.onnx", run.Output.Trim().TrimStart('\uFEFF'));
    }
}
